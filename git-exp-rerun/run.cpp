#include "run.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "base/error.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/text.h"
#include "base/trace.h"
#include "cli/colour.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "experiment/pending.h"
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
  if (options.detach && seeds.size() > 1) return queue_reruns(store, original, seeds, options);
  std::optional<supervise::Background> forked;
  if (options.detach && !forked.emplace().is_here()) return forked->wait();
  supervise::Background* const background = forked ? &*forked : nullptr;
  int status = 0;
  if (seeds.size() == 1) return rerun(store, original, seeds.front(), options, background).exit_status;
  for (const auto& seed : seeds) {
    const Rerun again = rerun_anew(store, original, seed, options);
    if (again.record.state == experiment::State::interrupted) return again.exit_status;
    if (again.record.state != experiment::State::finished) status = 1;
  }
  return status;
}

bool is_pending(const experiment::Store& store, const std::string& uuid) {
  const auto markers = experiment::list_pending(store);
  return std::any_of(markers.begin(), markers.end(), [&](const auto& marker) { return marker.uuid == uuid; });
}

/// It agrees, and its record is kept: only the folder goes, once the record is in the notes. Renamed first: nothing
/// half-removed has a run's name.
void remove_folder(const experiment::Store& store, const Rerun& again) {
  const std::string name = base::printable(again.record.run);
  try {
    experiment::publish_pending(store);
  } catch (const base::UserError& error) {
    store.messages.warning(error.what());
  }
  if (is_pending(store, again.record.uuid))
    return store.messages.warning("the folder of " + name + " stays: its record is not in the notes yet");
  const std::string aside = base::path_join(base::path_parent(again.paths.folder), ".old-" + again.record.uuid);
  if (::rename(again.paths.folder.c_str(), aside.c_str()) == 0 && base::remove_tree(aside))
    store.messages.note("the folder of " + name + " is removed, its record stays");
  else
    store.messages.warning("the folder " + base::quoted(again.paths.folder) + " could not be removed whole");
}

/// One run of several that could not be run again says why, and does not keep the others from it.
Verification refused(const experiment::Store& store, const std::string& name, const base::UserError& error) {
  store.messages.warning(base::quoted(name) + " was not run again: " + error.what());
  for (const auto& hint : error.hints()) store.messages.hint(hint);
  Verification verification;
  verification.original = name;
  verification.verdict = Verdict::not_run;
  return verification;
}

Verification verify_one(const experiment::Store& store, ResolvedRun& original, const Options& options, bool alone,
                        bool& interrupted) {
  if (!alone) require_repeatable(store, original, options);
  warn_of_other_setup(store, original);
  const experiment::Seed seed = plan_seeds(original.run.record, options).front();
  const Rerun again = alone ? rerun(store, original, seed, options) : rerun_anew(store, original, seed, options);
  Verification verification = verify(store, original, again, options);
  if (!options.keep && agrees(verification.verdict)) remove_folder(store, again);
  interrupted = again.record.state == experiment::State::interrupted;
  return verification;
}

std::vector<Verification> verify_all(const experiment::Store& store, std::vector<ResolvedRun>& runs,
                                     const Options& options) {
  const OutputAside aside;
  const bool alone = runs.size() == 1;
  std::vector<Verification> verifications;
  bool interrupted = false;
  for (std::size_t i = 0; i < runs.size() && !interrupted; ++i) {
    try {
      verifications.push_back(verify_one(store, runs[i], options, alone, interrupted));
    } catch (const base::UserError& error) {
      if (alone) throw;
      verifications.push_back(refused(store, runs[i].name, error));
    }
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
