#include "run.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "base/error.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/text.h"
#include "base/trace.h"
#include "cli/colour.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "plan.h"
#include "report.h"
#include "rerun.h"
#include "supervise/checkout.h"
#include "verification.h"

namespace exp_rerun {
namespace {

using experiment::ResolvedRun;

/// While it lives what programs print goes to standard error: standard output is for the verdicts.
class OutputAside {
 public:
  OutputAside() : saved_(::fcntl(1, F_DUPFD_CLOEXEC, 3)) {
    if (saved_) ::dup2(2, 1);
  }
  ~OutputAside() {
    if (saved_) ::dup2(saved_.value(), 1);
  }
  OutputAside(const OutputAside&) = delete;
  OutputAside& operator=(const OutputAside&) = delete;

 private:
  base::UniqueFd saved_;
};

/// The tree may have been edited while the run before took its time: it is looked at again.
Rerun rerun_anew(const experiment::Store& store, const ResolvedRun& original, const experiment::Seed& seed,
                 const Options& options) {
  git::Repository repository = git::Repository::open({.with_status = true, .with_objects = true});
  return rerun({repository, store.settings, store.messages}, original, seed, options);
}

int run_plainly(const experiment::Store& store, const ResolvedRun& original, const Options& options) {
  const auto seeds = plan_seeds(original.run.record, options);
  int status = 0;
  if (seeds.size() == 1) return rerun(store, original, seeds.front(), options).exit_status;
  for (const auto& seed : seeds) {
    const Rerun again = rerun_anew(store, original, seed, options);
    if (again.record.state == experiment::State::interrupted) return again.exit_status;
    if (again.record.state != experiment::State::finished) status = 1;
  }
  return status;
}

/// It agrees, and its record is kept: only the folder goes, once the record is in the notes.
void remove_folder(const experiment::Store& store, const Rerun& again) {
  experiment::publish_pending(store);
  if (base::remove_tree(again.paths.folder))
    store.messages.note("the folder of " + again.record.run + " is removed, its record stays");
  else
    store.messages.warning("the folder " + base::quoted(again.paths.folder) + " could not be removed whole");
}

std::vector<Verification> verify_all(const experiment::Store& store, std::vector<ResolvedRun>& runs,
                                     const Options& options) {
  const OutputAside aside;
  std::vector<Verification> verifications;
  for (auto& original : runs) {
    warn_of_other_setup(store, original);
    const experiment::Seed seed = plan_seeds(original.run.record, options).front();
    const Rerun again =
        runs.size() == 1 ? rerun(store, original, seed, options) : rerun_anew(store, original, seed, options);
    verifications.push_back(verify(store, original, again, options));
    if (!options.keep && agrees(verifications.back().verdict)) remove_folder(store, again);
    if (again.record.state == experiment::State::interrupted) break;
  }
  return verifications;
}

int run_and_verify(const experiment::Store& store, std::vector<ResolvedRun>& runs, const Options& options) {
  const std::vector<Verification> verifications = verify_all(store, runs, options);
  const git::Config& config = store.repository.config();
  if (options.json)
    cli::print(format_json(verifications));
  else if (options.porcelain)
    cli::print(format_porcelain(verifications));
  else
    cli::print(format_report(verifications, cli::is_terminal(1) ? cli::terminal_width() : 0,
                             cli::wants_colour(1, config.find("color.exp"), config.find("color.ui"))));
  const bool all = std::all_of(verifications.begin(), verifications.end(),
                               [](const Verification& one) { return agrees(one.verdict); });
  return all && verifications.size() == runs.size() ? 0 : 1;
}

}  // namespace

int run(const Options& options) {
  const base::Trace trace("exp-rerun");
  cli::TerminalMessages messages(options.verbosity);
  git::Repository repository = git::Repository::open({.with_status = true, .with_objects = true});
  const experiment::Settings settings = experiment::load_settings(repository);
  const experiment::Store store{repository, settings, messages};
  experiment::tell_places(store);
  std::vector<ResolvedRun> runs = plan_runs(store, options);
  supervise::rescue_dead_checkouts(store);
  return options.verify ? run_and_verify(store, runs, options) : run_plainly(store, runs.front(), options);
}

}  // namespace exp_rerun
