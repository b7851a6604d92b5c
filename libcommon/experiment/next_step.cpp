#include "experiment/next_step.h"

#include "base/text.h"
#include "experiment/start_point.h"

namespace experiment {
namespace {

bool has_checkpoint(const Store& store, const KnownRun& run) {
  base::CollectedMessages unsaid;  // of half-written ones exp-continue tells
  const Store quiet{store.repository, store.settings, unsaid};
  return !find_start_point(quiet, run, "", run.folder).path.empty();
}

/// Taken up as it is. (Presumed lost ones take --force, which is said where it is tried.)
bool is_to_be_continued(const Store& store, const KnownRun& run, const RunState& state) {
  if (state.is_presumed_lost()) return false;
  return state.recorded != State::failed || has_checkpoint(store, run);
}

}  // namespace

std::string next_step(const Store& store, const ResolvedRun& run, const RunState& state) {
  const KnownRun& known = run.run;
  if (!state.is_unfinished() || known.folder.empty() || known.is_copy || !was_ever_started(known.record)) return "";
  const std::string name = base::shell_quote(run.name);
  const std::string log = "git exp-log " + name + "   shows what it printed";
  if (!is_to_be_continued(store, known, state)) return log;
  return "git exp-continue " + name + "   takes it up, " + log;
}

}  // namespace experiment
