#pragma once

#include <string>
#include <vector>

#include "experiment/environment_diff.h"
#include "experiment/metric_comparison.h"
#include "rerun.h"

namespace exp_rerun {

enum class Verdict { exact, within, differs, failed, nothing, not_run };
/// "reproduced exactly", "within tolerance", "differs", "failed", "nothing to compare",
/// "not run again".
std::string format_verdict(Verdict verdict);
inline bool agrees(Verdict verdict) {
  return verdict == Verdict::exact || verdict == Verdict::within;
}

/// What came of running a run again.
struct Verification {
  std::string original;  ///< as it is named
  std::string again;     ///< the new run
  Verdict verdict = Verdict::nothing;
  experiment::MetricComparison comparison;
  /// How the two were set up differently: words of a later attempt, threads, devices. It comes before all other causes.
  std::vector<experiment::EnvironmentChange> setup;
  std::vector<experiment::EnvironmentChange> environment;  ///< the rest of what differs around them
};

/// Says, before anything runs, which variables of threads and devices the original was run with, where ours are others.
void warn_of_other_setup(const experiment::Store& store, const experiment::ResolvedRun& original);

/// Compares, and records the verdict with both runs (`verified`: an edit, with when and by whom). Trouble with that is a
/// warning.
Verification verify(const experiment::Store& store, experiment::ResolvedRun& original, const Rerun& again,
                    const Options& options);

}  // namespace exp_rerun
