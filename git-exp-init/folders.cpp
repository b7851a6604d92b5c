#include "folders.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "experiment/sharing.h"

namespace exp_init {
namespace {

enum class Kind { nothing, folder, link, other };

Kind kind_of(const std::string& path) {
  struct stat info;
  if (::lstat(path.c_str(), &info) != 0) return Kind::nothing;
  if (S_ISLNK(info.st_mode)) return Kind::link;
  return S_ISDIR(info.st_mode) ? Kind::folder : Kind::other;
}

/// Where a link leads; nothing where that does not exist.
std::optional<std::string> find_real_path(const std::string& path) {
  char real[PATH_MAX];
  if (!::realpath(path.c_str(), real)) return std::nullopt;
  return real;
}

std::string link_text(const std::string& path) {
  char text[PATH_MAX];
  const ssize_t size = ::readlink(path.c_str(), text, sizeof text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : "";
}

bool is_link_to(const std::string& link, const std::string& target) {
  if (base::path_absolute(link_text(link), base::path_parent(link)) == target) return true;
  const auto real = find_real_path(link);
  return real && real == find_real_path(target);
}

void make_target(const std::string& target, experiment::Sharing sharing) {
  experiment::make_shared_folders(sharing, target);
  if (::access(target.c_str(), W_OK | X_OK) != 0) throw base::file_error("write into", target, errno);
}

/// The link is made aside, so that the folder goes only when the link is sure to take its place.
void make_link(const Place& place, experiment::Sharing sharing) {
  make_target(*place.link_to, sharing);
  const std::string aside = place.path + ".new-" + base::random_hex(4);
  if (::symlink(place.link_to->c_str(), aside.c_str()) != 0) throw base::file_error("make the link", place.path, errno);
  // rmdir refuses a folder that has got content since it was looked at.
  const bool free = ::rmdir(place.path.c_str()) == 0 || errno == ENOENT;
  if (free && ::rename(aside.c_str(), place.path.c_str()) == 0) return;
  const int error = errno;
  ::unlink(aside.c_str());
  throw base::file_error("replace by a link", place.path, error);
}

Missing missing_folder(const Place& place, experiment::Sharing sharing) {
  const std::string name = base::quoted(base::path_name(place.path));
  return {"folder " + name, "made folder " + name,
          [place, sharing] { experiment::make_shared_folders(sharing, place.path); }};
}

Missing missing_link(const Place& place, experiment::Sharing sharing) {
  const std::string link = base::quoted(base::path_name(place.path)) + " to " + base::quoted(*place.link_to);
  return {"link " + link, "linked " + link, [place, sharing] { make_link(place, sharing); }};
}

[[noreturn]] void refuse_full_folder(const Place& place) {
  const std::string from = base::shell_quote(place.path), to = base::shell_quote(*place.link_to);
  const std::string move =
      base::path_exists(*place.link_to) ? "mv " + from + "/* " + to + " && rmdir " + from : "mv " + from + " " + to;
  throw base::UserError(base::quoted(place.path) + " is a folder with content, so it cannot become a link",
                        {"move the content, then try again: " + move});
}

void refuse_inside(const Place& place) {
  if (place.link_to == place.path || base::path_below(*place.link_to, place.path) != *place.link_to)
    throw base::UserError(
        base::quoted(*place.link_to) + " is inside " + base::quoted(place.path) + ", which would become a link to it",
        {"name a folder elsewhere"});
}

std::vector<Missing> find_missing_link(const Place& place, Kind kind, experiment::Sharing sharing) {
  refuse_inside(place);
  if (kind == Kind::link) {
    if (!is_link_to(place.path, *place.link_to))
      throw base::UserError(base::quoted(place.path) + " is a link already, to " + base::quoted(link_text(place.path)),
                            {"if nothing there is needed any more: rm " + base::shell_quote(place.path)});
    if (base::is_folder(place.path)) return {};
    return {{"folder " + base::quoted(*place.link_to), "made folder " + base::quoted(*place.link_to),
             [place, sharing] { make_target(*place.link_to, sharing); }}};
  }
  if (kind == Kind::folder) {
    const auto entries = base::find_entries(place.path);
    if (!entries || !entries->empty()) refuse_full_folder(place);
  }
  return {missing_link(place, sharing)};
}

}  // namespace

std::vector<Missing> find_missing_folder(const Place& place, experiment::Sharing sharing) {
  const Kind kind = kind_of(place.path);
  if (kind == Kind::other)
    throw base::UserError(base::quoted(place.path) + " is a file, where a folder is needed",
                          {"move it away: mv " + base::shell_quote(place.path) + " <elsewhere>"});
  if (place.link_to) return find_missing_link(place, kind, sharing);
  if (kind == Kind::nothing) return {missing_folder(place, sharing)};
  if (!base::is_folder(place.path))
    throw base::UserError(
        base::quoted(place.path) + " is a link to " + base::quoted(link_text(place.path)) + ", where no folder is",
        {"mount what it leads to, or take the link away: rm " + base::shell_quote(place.path)});
  return {};
}

}  // namespace exp_init
