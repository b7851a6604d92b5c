#include "experiment/exclusive_rename.h"

#include <fcntl.h>
#include <stdio.h>

#include <cerrno>

#include "base/error.h"
#include "base/file.h"

namespace experiment {
namespace {

Renamed explain_failure(const std::string& from, const std::string& to, int error) {
  if (error == EEXIST || error == ENOTEMPTY || error == ENOTDIR || error == EISDIR) return Renamed::taken;
  if (error == ENOENT && !base::path_exists(from)) return Renamed::gone;
  throw base::file_error("make the folder", to, error);
}

}  // namespace

Renamed rename_to_free(const std::string& from, const std::string& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return Renamed::done;
  if (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP) return rename_filled_folder(from, to);
  return explain_failure(from, to, errno);
}

Renamed rename_filled_folder(const std::string& from, const std::string& to) {
  if (base::path_exists(to)) return Renamed::taken;
  if (::rename(from.c_str(), to.c_str()) == 0) return Renamed::done;
  return explain_failure(from, to, errno);
}

}  // namespace experiment
