#pragma once

#include <string>
#include <vector>

#include "verification.h"

namespace exp_rerun {

/// For one run: the verdict, what differs, and what differs around it. For several: a line each. Ends in a line end.
std::string format_report(const std::vector<Verification>& verifications, std::size_t width, bool colour);

/// original TAB new run TAB exact|within|differs|failed|nothing TAB metrics compared TAB metrics that differ
std::string format_porcelain(const std::vector<Verification>& verifications);
std::string format_json(const std::vector<Verification>& verifications);

}  // namespace exp_rerun
