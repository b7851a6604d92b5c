#include <limits.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/ignored_names.h"
#include "experiment/sharing.h"
#include "experiment/store.h"

namespace experiment {
namespace {

void make_result_folder(const Store& store) {
  const std::string& path = store.settings.result_dir;
  std::array<char, PATH_MAX> target;
  const ssize_t length = ::readlink(path.c_str(), target.data(), target.size());
  if (length > 0 && !base::is_folder(path)) {
    const std::string to(target.data(), static_cast<std::size_t>(length));
    throw base::UserError(
        "the result folder " + base::quoted(path) + " is a link to " + base::quoted(to) + ", which is not there",
        {"mount that file server, or: mkdir -p " +
         base::shell_quote(base::path_absolute(to, base::path_parent(path)))});
  }
  make_shared_folders(store.settings.sharing, path);
  if (::access(path.c_str(), W_OK | X_OK) != 0) throw base::file_error("write into the result folder", path, errno);
}

}  // namespace

void ignore_folders(const Store& store) {
  const git::Location& location = store.repository.location();
  if (location.top.empty()) return;
  const std::vector<std::string> names = find_unignored_names(location);
  if (names.empty()) return;
  const std::string path = exclude_path(location);
  add_ignored_names(path, names, store.settings.sharing);
  store.messages.note("git ignores " + base::join(names, ", ") + " from now on (" +
                      base::path_below(path, location.top) + ")");
}

void prepare_folders(const Store& store) {
  ignore_folders(store);
  make_result_folder(store);
}

}  // namespace experiment
