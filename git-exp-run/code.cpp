#include "code.h"

#include "base/text.h"
#include "experiment/clean_tree.h"
#include "preconditions.h"

namespace exp_run {
Code require_code(const experiment::Store& store, const Options& options) {
  Code code;
  code.commit = require_commit(store.repository);
  if (!options.snapshot && !store.settings.freeze_dirty) {
    require_clean_tree(store);
    return code;
  }
  if (experiment::find_dirty_paths(store).empty()) return code;
  code.changes = experiment::survey_tree(store);
  code.snapshot = experiment::take_snapshot(store, code.commit, code.changes,
                                            options.dry_run ? git::Keep::nothing : git::Keep::objects);
  code.commit = code.snapshot->commit;
  return code;
}

void tell_code(const experiment::Store& store, const Options& options, const Code& code) {
  constexpr std::size_t most_shown = 20;
  const std::string abbreviated = code.commit.abbreviated();
  if (!code.snapshot) {
    if (options.snapshot)
      store.messages.note("nothing to freeze: the tree is clean, the run is of HEAD, " + abbreviated);
    return;
  }
  if (code.snapshot->is_base())
    store.messages.note("nothing to freeze: the files are those of HEAD, " + abbreviated);
  else
    store.messages.note(std::string(options.dry_run ? "would be frozen" : "frozen") + " as commit " + abbreviated +
                        ": " + code.snapshot->description());
  const auto& files = code.changes.files;
  for (std::size_t i = 0; i < files.size() && i < most_shown; ++i)
    store.messages.detail("  " + files[i].code + " " + base::printable(files[i].path));
  if (files.size() > most_shown)
    store.messages.detail("  ... and " + std::to_string(files.size() - most_shown) + " more");
}

}  // namespace exp_run
