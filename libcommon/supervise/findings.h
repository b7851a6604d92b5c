#pragma once

#include <string>
#include <vector>

#include "base/messages.h"
#include "experiment/invocation.h"
#include "experiment/record.h"
#include "experiment/settings.h"

/// What a program left behind, read at its end. Precedence: storage.md, "Parameters and metrics".
namespace supervise {

struct Findings {
  std::vector<std::string> sources;  ///< "statistic.json", "metrics.jsonl", "the log": where metrics came from
};

/// Files that the program wrote elsewhere (exp.statistic, exp.checkpoint; below `folder`, not older than `started`) are copied
/// into the run folder, where none is there yet; never moved, never overwritten.
void adopt_outputs(const experiment::Settings& settings, const experiment::RunPaths& paths, const std::string& folder,
                   base::Timestamp started, base::Messages& messages);

/// Fills params, metrics and statistic of the record from statistic.json, -S, the command line, metrics.jsonl and what was
/// captured of the output. A bad file is a warning; the record's earlier values of it then stay.
Findings gather_findings(experiment::Record& record, const experiment::RunPaths& paths,
                         const experiment::Metrics& captured, base::Messages& messages);

/// One metric from two sources: `first` says the last value; where it has no history of its own, that of `second` counts.
experiment::MetricSummary join_histories(const experiment::MetricSummary& first,
                                         const experiment::MetricSummary& second);

}  // namespace supervise
