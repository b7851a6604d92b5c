#include "code.h"

#include "base/text.h"
#include "experiment/clean_tree.h"
#include "preconditions.h"

namespace exp_run {
namespace {

void tell(const experiment::Store& store, const experiment::Snapshot& snapshot, const experiment::TreeChanges& changes,
          bool only_shown) {
  constexpr std::size_t most_shown = 20;
  const std::string abbreviated = snapshot.commit.abbreviated();
  if (snapshot.is_base())
    store.messages.note("nothing to freeze: the files are those of HEAD, " + abbreviated);
  else
    store.messages.note(std::string(only_shown ? "would be frozen" : "frozen") + " as commit " + abbreviated + ": " +
                        snapshot.description());
  for (std::size_t i = 0; i < changes.files.size() && i < most_shown; ++i)
    store.messages.detail("  " + changes.files[i].code + " " + base::printable(changes.files[i].path));
  if (changes.files.size() > most_shown)
    store.messages.detail("  ... and " + std::to_string(changes.files.size() - most_shown) + " more");
}

}  // namespace

Code require_code(const experiment::Store& store, const Options& options) {
  Code code;
  code.commit = require_commit(store.repository);
  if (!options.snapshot && !store.settings.freeze_dirty) {
    require_clean_tree(store);
    return code;
  }
  if (experiment::find_dirty_paths(store).empty()) {
    if (options.snapshot)
      store.messages.note("nothing to freeze: the tree is clean, the run is of HEAD, " + code.commit.abbreviated());
    return code;
  }
  const experiment::TreeChanges changes = experiment::survey_tree(store);
  code.snapshot =
      experiment::take_snapshot(store, code.commit, changes, options.dry_run ? git::Keep::nothing : git::Keep::objects);
  code.commit = code.snapshot->commit;
  tell(store, *code.snapshot, changes, options.dry_run);
  return code;
}

}  // namespace exp_run
