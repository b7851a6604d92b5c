#include "experiment/snapshot_faults.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/file.h"
#include "base/size.h"
#include "base/text.h"
#include "experiment/clean_tree.h"
#include "git/snapshot.h"

namespace experiment {
namespace {

constexpr std::size_t most_shown = 10;

struct Faults {
  std::vector<std::string> lines;  ///< a path, and what is wrong with it
  std::vector<std::string> hints;

  void add(const std::string& path, const std::string& what) { lines.push_back(base::printable(path) + ": " + what); }
  void hint(const std::string& text) {
    if (std::find(hints.begin(), hints.end(), text) == hints.end()) hints.push_back(text);
  }
};

[[noreturn]] void refuse(const Faults& faults) {
  std::string message = "the work tree cannot be frozen:";
  for (std::size_t i = 0; i < faults.lines.size() && i < most_shown; ++i) message += "\n  " + faults.lines[i];
  if (faults.lines.size() > most_shown)
    message += "\n  ... and " + std::to_string(faults.lines.size() - most_shown) + " more";
  throw base::UserError(message, faults.hints);
}

bool is_unmerged(const std::string& code) {
  return code == "DD" || code == "AA" || code.find('U') != code.npos;
}

void find_odd_entries(const std::vector<git::DirtyPath>& files, Faults& faults) {
  for (const auto& file : files) {
    if (is_unmerged(file.code)) {
      faults.add(file.path, "not merged");
      faults.hint("resolve the conflict, then: git add <file>");
    } else if (file.submodule) {
      faults.add(file.path, "a submodule that changed");
      faults.hint("commit in the submodule, then commit the submodule here: git commit <folder>");
    } else if (file.path.ends_with('/')) {
      faults.add(file.path, "a repository of its own");
      faults.hint("make it a submodule, or add it to .gitignore");
    }
  }
}

struct Sized {
  std::string path;
  std::uint64_t bytes = 0;
  bool untracked = false;
};

std::vector<Sized> sizes_of(const std::vector<git::DirtyPath>& files, const std::string& top) {
  const base::UniqueFd folder(::open(top.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  std::vector<Sized> sized;
  for (const auto& file : files) {
    struct stat info;
    // Not there any more: deleted, which git records. A link's size is its target's name.
    if (::fstatat(folder.value(), file.path.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(info.st_mode))
      continue;
    sized.push_back({file.path, static_cast<std::uint64_t>(info.st_size), file.code == "??"});
  }
  return sized;
}

std::uint64_t untracked_bytes(const std::vector<Sized>& files) {
  std::uint64_t bytes = 0;
  for (const auto& file : files) bytes += file.untracked ? file.bytes : 0;
  return bytes;
}

bool is_too_much(const std::vector<Sized>& files, const Settings& settings) {
  return untracked_bytes(files) > settings.snapshot_limit ||
         std::any_of(files.begin(), files.end(),
                     [&](const Sized& file) { return file.bytes > settings.snapshot_max_size; });
}

/// git keeps pointers only to them.
void drop_those_of_lfs(std::vector<Sized>& files) {
  std::vector<std::string> paths;
  for (const auto& file : files) paths.push_back(file.path);
  const auto list = git::find_kept_by_lfs(paths);
  const std::set<std::string> kept(list.begin(), list.end());
  std::erase_if(files, [&](const Sized& file) { return kept.count(file.path) > 0; });
}

void find_too_large(const Store& store, const std::vector<git::DirtyPath>& files, Faults& faults) {
  const Settings& settings = store.settings;
  std::vector<Sized> sized = sizes_of(files, store.repository.location().top);
  if (!is_too_much(sized, settings)) return;
  drop_those_of_lfs(sized);
  if (!is_too_much(sized, settings)) return;
  const auto larger = [](const Sized& a, const Sized& b) { return a.bytes > b.bytes; };
  std::stable_sort(sized.begin(), sized.end(), larger);
  faults.hint("add data and outputs to .gitignore, or keep them in __data__");
  for (const auto& file : sized) {
    if (file.bytes <= settings.snapshot_max_size) continue;
    faults.add(file.path, base::format_size(file.bytes) + ", more than exp.snapshotMaxSize (" +
                              base::format_size(settings.snapshot_max_size) + ")");
    faults.hint("git config exp.snapshotMaxSize <size>    if it belongs into the repository");
  }
  const std::uint64_t all = untracked_bytes(sized);
  if (all <= settings.snapshot_limit) return;
  const std::string why = ", of " + base::format_size(all) + " untracked, more than exp.snapshotLimit (" +
                          base::format_size(settings.snapshot_limit) + ")";
  for (const auto& file : sized)
    if (file.untracked && file.bytes <= settings.snapshot_max_size)
      faults.add(file.path, base::format_size(file.bytes) + why);
  faults.hint("git config exp.snapshotLimit <size>    if all of it belongs into the repository");
}

}  // namespace

void refuse_what_cannot_be_frozen(const Store& store, const std::vector<git::DirtyPath>& files) {
  Faults faults;
  find_odd_entries(files, faults);
  find_too_large(store, files, faults);
  if (!faults.lines.empty()) refuse(faults);
}

void refuse_passed_over(const Store& store, const std::vector<std::string>& untracked) {
  Faults faults;
  for (const auto& path : untracked)
    if (!find_own_folder(store, path)) faults.add(path, "outside of the sparse checkout, git does not take it in");
  if (faults.lines.empty()) return;
  faults.hint("git sparse-checkout add <folder>    to have it in the tree");
  refuse(faults);
}

}  // namespace experiment
