#include "supervise/checkout_links.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <optional>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"

namespace supervise {
namespace {

/// Where the links' folders would lead out of the checkout, through a link that the commit has there.
bool goes_through_link(const std::string& top, const std::string& path) {
  for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1)) {
    std::array<char, 1> unused;
    if (::readlink(base::path_join(top, path.substr(0, slash)).c_str(), unused.data(), unused.size()) >= 0) return true;
  }
  return false;
}

std::optional<std::string> read_link_target(const std::string& path) {
  std::array<char, PATH_MAX> target;
  const ssize_t length = ::readlink(path.c_str(), target.data(), target.size());
  if (length < 0) return std::nullopt;
  return std::string(target.data(), static_cast<std::size_t>(length));
}

/// In the first of the two trees that has it, else in the second.
std::string path_in_either(const std::string& top, const std::string& other, const std::string& path) {
  if (other.empty() || (!top.empty() && base::path_exists(base::path_join(top, path))))
    return top.empty() ? "" : base::path_join(top, path);
  return base::path_join(other, path);
}

/// Results and data are the main work tree's.
std::string main_path(const experiment::Store& store, const std::string& path) {
  return path_in_either(store.repository.location().main_top, store.repository.location().top, path);
}

/// "./data//x/" as "data/x".
std::string normal_path(const std::string& path) {
  return base::path_absolute(path, "/").substr(1);
}

void make_link(const experiment::Store& store, const std::string& top, const SharedPath& shared) {
  const std::string place = base::path_join(top, shared.path);
  if (shared.target.empty() || !base::path_exists(shared.target)) {
    if (shared.asked)
      store.messages.warning("exp.link names " + base::quoted(shared.path) +
                             ", which is not in the live tree: it is missing in the checkout too");
    return;
  }
  if (base::path_exists(place)) {
    if (shared.asked && read_link_target(place) != shared.target)
      store.messages.detail("exp.link names " + base::quoted(shared.path) + ", which the commit has: not linked");
    return;
  }
  if (goes_through_link(top, shared.path)) {
    store.messages.warning("cannot link " + base::quoted(shared.path) + ": a folder on the way is a link");
    return;
  }
  base::make_folders(base::path_parent(place));
  if (::symlink(shared.target.c_str(), place.c_str()) != 0) throw base::file_error("make the link", place, errno);
  store.messages.detail("linked " + base::quoted(shared.path) + " to " + base::quoted(shared.target));
}

}  // namespace

std::string live_top(const experiment::Store& store) {
  const git::Location& location = store.repository.location();
  return location.top.empty() ? location.main_top : location.top;
}

std::vector<SharedPath> shared_paths(const experiment::Store& store) {
  const auto or_else = [](std::string path, const std::string& other) {
    return path.empty() || !base::path_exists(path) ? other : path;
  };
  std::vector<SharedPath> paths = {
      {"__data__", main_path(store, "__data__")},
      {"__result__", or_else(main_path(store, "__result__"), store.settings.result_dir)},
      {"__statistic__", or_else(main_path(store, "__statistic__"), store.settings.statistic_dir)}};
  for (const auto& link : store.settings.links) {
    const std::string path = normal_path(link);
    if (!path.empty())
      paths.push_back({path, path_in_either(live_top(store), store.repository.location().main_top, path), true});
  }
  return paths;
}

void make_links(const experiment::Store& store, const std::string& top) {
  for (const auto& shared : shared_paths(store)) make_link(store, top, shared);
}

void remove_links(const experiment::Store& store, const std::string& top) {
  for (const auto& shared : shared_paths(store)) {
    const std::string place = base::path_join(top, shared.path);
    if (goes_through_link(top, shared.path)) continue;
    if (const auto target = read_link_target(place); target && *target == shared.target) ::unlink(place.c_str());
  }
}

}  // namespace supervise
