#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "supervise/tool_runner.h"

namespace supervise {

/// What nvidia-smi says: {"gpus": [{index, name, uuid, memory_mib}], "driver": …, "cuda": …}. An empty object where PATH of
/// `environment` has no nvidia-smi; {"gpu_error": …} where it fails; nothing if it hung or was cancelled. It takes up to a
/// second, so its answer is kept in `<exp_dir>/host/<boot id>…json`: for this boot, and inside a batch job, which may see
/// other devices, for that job.
std::optional<base::Json> gpu_facts(const std::string& exp_dir, const std::vector<std::string>& environment,
                                    ToolRunner& tools);

}  // namespace supervise
