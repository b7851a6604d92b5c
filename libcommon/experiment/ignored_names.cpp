#include "experiment/ignored_names.h"

#include <limits.h>
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/sharing.h"

namespace experiment {
namespace {

/// Without a slash: they may be links to a file server, which `name/` would not match.
constexpr std::array<std::string_view, 3> our_folders = {"__data__", "__result__", "__statistic__"};
constexpr std::size_t largest_ignore_file = 16u << 20;

bool ignores(std::string_view text, std::string_view name) {
  const auto lines = base::split(text, '\n');
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
    std::string_view pattern = base::trim(line);
    if (pattern.starts_with('/')) pattern.remove_prefix(1);
    return pattern == name;
  });
}

/// The file that a link leads to, so that replacing the file keeps the link.
std::string behind_links(const std::string& path) {
  std::array<char, PATH_MAX> buffer;
  return ::realpath(path.c_str(), buffer.data()) ? std::string(buffer.data()) : path;
}

std::string read_ignore_file(const std::string& path) {
  const base::ReadResult file = base::read_file(path, largest_ignore_file);
  if (file.failure && file.failure != base::ReadFailure::missing)
    throw base::file_error("read", path, file.errno_value);
  return file.bytes;
}

}  // namespace

std::string exclude_path(const git::Location& location) {
  return base::path_join(location.common_dir, "info/exclude");
}

std::vector<std::string> find_names_not_in(const std::string& path) {
  const std::string text = read_ignore_file(path);
  std::vector<std::string> names;
  for (const auto name : our_folders)
    if (!ignores(text, name)) names.emplace_back(name);
  return names;
}

std::vector<std::string> find_unignored_names(const git::Location& location) {
  auto names = find_names_not_in(exclude_path(location));
  if (names.empty() || location.top.empty()) return names;
  const std::string tracked = base::read_file(base::path_join(location.top, ".gitignore"), largest_ignore_file).bytes;
  std::erase_if(names, [&](const std::string& name) { return ignores(tracked, name); });
  return names;
}

void add_ignored_names(const std::string& path, const std::vector<std::string>& names, Sharing sharing) {
  const std::string target = behind_links(path);
  const bool is_new = !base::path_exists(target);
  std::string text = read_ignore_file(target);
  const std::string line_end = text.find("\r\n") == text.npos ? "\n" : "\r\n";
  if (!text.empty() && text.back() != '\n') text += line_end;
  for (const auto& name : names) text += name + line_end;
  make_shared_folders(sharing, base::path_parent(target));
  base::remove_old_temporaries(base::path_parent(target));
  base::AtomicFile file(target);
  file.write(text);
  if (is_new) share_file(file.fd(), base::path_parent(target));
  file.commit(false);
}

}  // namespace experiment
