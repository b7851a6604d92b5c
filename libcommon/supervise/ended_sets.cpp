#include "supervise/ended_sets.h"

#include <fcntl.h>

#include <cerrno>

#include "base/error.h"
#include "base/fd.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/set_file.h"
#include "experiment/sharing.h"

namespace supervise {

using experiment::Record;
using experiment::State;
using experiment::Store;

namespace {

/// `finished.txt` is a view that can be derived again: one appended line, without a lock. On a network file system two
/// may overwrite each other there; the set itself is read from the records.
void extend_finished_view(const Store& store, const Record& record) {
  if (record.state != State::finished) return;
  const std::string path = experiment::set_path(store.settings, "finished");
  experiment::make_shared_folders(store.settings.sharing, base::path_parent(path));
  const bool is_new = !base::path_exists(path);
  const base::UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0666));
  if (fd && is_new) experiment::share_file(fd.value(), base::path_parent(path));
  if (!fd || !base::write_all(fd.value(), record.run + "\n")) throw base::file_error("write", path, errno);
}

void extend_auto_record(const Store& store, const Record& record) {
  const std::string& set = store.settings.auto_record;
  if (set.empty()) return;
  try {
    experiment::extend_set(store, set, record.run);
  } catch (const base::UserError& error) {
    store.messages.warning(base::quoted(record.run) + " was not added to the set " + base::quoted(set) +
                           " yet: " + error.what());
    store.messages.hint("to add it: git exp-record -s " + base::shell_quote(set) + " " + base::shell_quote(record.run));
  }
}

}  // namespace

void extend_sets(const Store& store, const Record& record) {
  extend_auto_record(store, record);
  try {
    extend_finished_view(store, record);
  } catch (const base::UserError& error) {
    store.messages.warning(error.what());
  }
}

}  // namespace supervise
