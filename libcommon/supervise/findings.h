#pragma once

#include <map>
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

/// Files that the program writes elsewhere by itself (exp.statistic, exp.checkpoint; below `folder`), as they are before it
/// starts: an earlier run's must not be taken for its own.
class OutsideOutputs {
 public:
  OutsideOutputs(const experiment::Settings& settings, const std::string& folder, const experiment::RunPaths& paths);
  /// Copies those that are new or changed into the run folder; never moved. What the program itself wrote there meanwhile
  /// is not overwritten, a copy that an earlier attempt left is. Whatever goes wrong is a warning.
  void adopt(base::Messages& messages) const;

 private:
  void adopt_checkpoints(base::Messages& messages) const;
  void adopt_file(const std::string& from, const std::string& to, base::Messages& messages) const;
  std::vector<std::string> checkpoints() const;

  experiment::RunPaths paths_;
  std::string statistic_, statistic_name_;
  std::vector<std::string> checkpoint_patterns_;
  std::map<std::string, std::string> before_;  ///< path to what tells a changed file
};

/// Fills params, metrics and statistic of the record from statistic.json, -S, the command line, metrics.jsonl and what was
/// captured of the output. `words` are those that were executed, placeholders replaced. A bad file is a warning; the record's earlier values of it then stay.
Findings gather_findings(experiment::Record& record, const std::vector<std::string>& words,
                         const experiment::RunPaths& paths, const experiment::Metrics& captured,
                         base::Messages& messages);

/// One metric from two sources: `first` says the last value; where it has no history of its own, that of `second` counts.
experiment::MetricSummary join_histories(const experiment::MetricSummary& first,
                                         const experiment::MetricSummary& second);

}  // namespace supervise
