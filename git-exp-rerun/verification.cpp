#include "verification.h"

#include <algorithm>
#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

namespace exp_rerun {
namespace {

using experiment::EnvironmentChange;
using experiment::KnownRun;
using experiment::Record;

constexpr std::string_view variable = "variable ";

/// How many threads and processes compute, and on which devices: what a rerun is set up with.
bool is_setup_variable(std::string_view name) {
  static const std::vector<std::string> globs = {"*_NUM_THREADS",
                                                 "*_MAX_THREADS",
                                                 "NUMEXPR_*",
                                                 "*VISIBLE_DEVICES",
                                                 "WORLD_SIZE",
                                                 "LOCAL_WORLD_SIZE",
                                                 "SLURM_NTASKS*",
                                                 "SLURM_NPROCS",
                                                 "SLURM_CPUS_PER_TASK",
                                                 "SLURM_GPUS*",
                                                 "SLURM_NNODES",
                                                 "SLURM_JOB_NUM_NODES",
                                                 "OMP_*",
                                                 "MKL_*",
                                                 "CUBLAS_WORKSPACE_CONFIG",
                                                 "NVIDIA_TF32_OVERRIDE",
                                                 "TORCH_ALLOW_TF32_*",
                                                 "XLA_FLAGS",
                                                 "TF_DETERMINISTIC_OPS",
                                                 "PYTHONHASHSEED"};
  return std::any_of(globs.begin(), globs.end(), [&](const auto& glob) { return base::matches_glob(name, glob); });
}

bool is_setup(const EnvironmentChange& change) {
  return change.what.starts_with(variable) && is_setup_variable(change.what.substr(variable.size()));
}

experiment::MetricResults results_of(const Record& record, const std::string& folder, base::Messages& messages) {
  experiment::MetricResults results{record.metrics, {}};
  if (!folder.empty())
    results.series = experiment::read_metric_series(experiment::RunPaths{folder}.metrics(), messages);
  return results;
}

/// An original that was taken up with other words, or from a checkpoint, went another way than its first attempt.
void add_attempts(const Record& original, std::vector<EnvironmentChange>& setup) {
  for (const auto& attempt : original.attempts) {
    const std::string what = "attempt " + std::to_string(attempt.n);
    if (!attempt.command.empty())
      setup.push_back({what, base::shell_join(attempt.command), base::shell_join(original.command)});
    else if (!attempt.resumed_from.empty())
      setup.push_back({what, "taken up from " + attempt.resumed_from, "run in one piece"});
  }
}

Verdict decide(const Rerun& again, const experiment::MetricComparison& comparison) {
  if (again.record.state != experiment::State::finished) return Verdict::failed;
  if (!comparison.agrees()) return Verdict::differs;
  if (comparison.metrics == 0) return Verdict::nothing;
  return comparison.exact ? Verdict::exact : Verdict::within;
}

void record_verdict(const experiment::Store& store, experiment::ResolvedRun& original, const Rerun& again,
                    const Verification& verification) {
  const std::string result = format_verdict(verification.verdict);
  KnownRun fresh;
  fresh.record = again.record;
  fresh.folder = again.paths.folder;
  try {
    experiment::add_edit(store, original.run,
                         {{"verified", result + ", by " + again.record.run + " on " + again.record.host}});
    experiment::add_edit(
        store, fresh,
        {{"verified", result + ", against " + original.run.record.run + " of " + original.run.record.host}});
  } catch (const base::UserError& error) {
    store.messages.warning(std::string("the verdict was not recorded: ") + error.what());
  }
}

}  // namespace

std::string format_verdict(Verdict verdict) {
  switch (verdict) {
    case Verdict::exact: return "reproduced exactly";
    case Verdict::within: return "within tolerance";
    case Verdict::differs: return "differs";
    case Verdict::failed: return "failed";
    case Verdict::nothing: return "nothing to compare";
    case Verdict::not_run: return "not run again";
  }
  return "";
}

void warn_of_other_setup(const experiment::Store& store, const experiment::ResolvedRun& original) {
  const base::Json environment = experiment::read_run_environment(original.run);
  const base::Json* variables = environment.find("variables");
  if (!variables || !variables->is_object()) return;
  std::vector<std::string> assignments;
  for (const auto& [name, value] : variables->members()) {
    const auto set = std::find_if(original.run.record.env.begin(), original.run.record.env.end(),
                                  [&, key = name](const auto& pair) { return pair.first == key; });
    const char* ours = std::getenv(name.c_str());
    const bool is_theirs = ours ? ours == value.text() : false;
    if (is_theirs || name == "PYTHONHASHSEED" || name.starts_with("SLURM_") || !is_setup_variable(name) ||
        set != original.run.record.env.end())
      continue;
    assignments.push_back(name + "=" + base::shell_quote(value.text()));
  }
  if (assignments.empty()) return;
  store.messages.warning(base::quoted(original.name) +
                         " was set up differently: " + base::printable(base::join(assignments, " ")));
  store.messages.hint(base::printable(base::join(assignments, " ")) + " git exp-rerun ...    sets it up alike");
}

Verification verify(const experiment::Store& store, experiment::ResolvedRun& original, const Rerun& again,
                    const Options& options) {
  Verification verification;
  verification.original = original.name;
  verification.again = again.record.run;
  const std::vector<std::string> ignore = options.strict ? std::vector<std::string>{} : store.settings.verify_ignore;
  verification.comparison =
      compare_metrics(results_of(original.run.record, original.run.folder, store.messages),
                      results_of(again.record, again.paths.folder, store.messages), options.tolerance, ignore);
  verification.verdict = decide(again, verification.comparison);

  KnownRun fresh;
  fresh.record = again.record;
  fresh.folder = again.paths.folder;
  add_attempts(original.run.record, verification.setup);
  for (auto& change : experiment::compare_environments(experiment::read_run_environment(original.run),
                                                       experiment::read_run_environment(fresh)))
    (is_setup(change) ? verification.setup : verification.environment).push_back(std::move(change));
  record_verdict(store, original, again, verification);
  return verification;
}

}  // namespace exp_rerun
