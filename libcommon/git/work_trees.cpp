#include "git/work_trees.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "base/time.h"
#include "git/git_child.h"
#include "git/status.h"

namespace git {
namespace {

constexpr std::size_t largest_pointer = 1u << 16;
constexpr std::string_view new_prefix = "exp-new-", old_prefix = "exp-old-";

std::string real_path(const std::string& path) {
  std::array<char, PATH_MAX> buffer;
  return ::realpath(path.c_str(), buffer.data()) ? std::string(buffer.data()) : path;
}

/// The path with the links of its folder resolved; the last part may be missing.
std::string real_folder(const std::string& path) {
  return base::path_join(real_path(base::path_parent(path)), base::path_name(path));
}

/// Objects and configuration that the user put into the environment still count; where the repository is does not.
std::vector<std::string> child_environment() {
  return process::environment_with(
      {"GIT_OPTIONAL_LOCKS=0", "LANGUAGE=C"},
      {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_ATTR_SOURCE",
       "GIT_INTERNAL_SUPER_PREFIX", "GIT_IMPLICIT_WORK_TREE", "GIT_LITERAL_PATHSPECS"});
}

/// Settings that would change what is checked out, start a daemon, or run something of the user's.
const std::vector<std::string>& neutral_settings() {
  static const std::vector<std::string> settings = {
      "-c", "core.hooksPath=/dev/null",  "-c", "core.sparseCheckout=false", "-c", "core.fsmonitor=false",
      "-c", "core.untrackedCache=false", "-c", "submodule.recurse=false",   "-c", "advice.graftFileDeprecated=false",
      "-c", "advice.detachedHead=false"};
  return settings;
}

process::Command command_in(const std::string& git_dir, const std::string& top, std::vector<std::string> arguments) {
  process::Command command;
  command.argv = {"git", "--git-dir=" + git_dir, "--work-tree=" + top};
  command.argv.insert(command.argv.end(), neutral_settings().begin(), neutral_settings().end());
  command.argv.insert(command.argv.end(), std::make_move_iterator(arguments.begin()),
                      std::make_move_iterator(arguments.end()));
  command.folder = top;
  command.environment = child_environment();
  return command;
}

/// The path in a `.git` or `gitdir` file; relative ones (worktree.useRelativePaths) are seen from the file's folder.
std::optional<std::string> read_pointer(const std::string& file, std::string_view prefix) {
  const base::ReadResult read = base::read_file(file, largest_pointer);
  if (read.failure || !read.bytes.starts_with(prefix)) return std::nullopt;
  const std::string_view path = without_line_end(std::string_view(read.bytes).substr(prefix.size()));
  if (path.empty()) return std::nullopt;
  return base::path_absolute(path, base::path_parent(file));
}

std::string trees_folder(const std::string& repository) {
  return base::path_join(repository, "worktrees");
}

/// The top that the metadata names.
std::optional<std::string> find_top(const std::string& git_dir) {
  const auto pointer = read_pointer(base::path_join(git_dir, "gitdir"), "");
  if (!pointer || base::path_name(*pointer) != ".git") return std::nullopt;
  return real_folder(base::path_parent(*pointer));
}

}  // namespace

WorkTree register_work_tree(const std::string& repository, const std::string& path, const std::string& name,
                            const Oid& commit) {
  base::make_folders(path);
  base::make_folders(trees_folder(repository));
  WorkTree tree{real_path(path), ""};
  const std::string aside = base::path_join(repository, std::string(new_prefix) + base::random_hex(8));
  try {
    base::make_folders(aside);
    base::write_file_atomically(base::path_join(aside, "HEAD"), commit.hex() + "\n", false);
    base::write_file_atomically(base::path_join(aside, "commondir"), "../..\n", false);
    base::write_file_atomically(base::path_join(aside, "gitdir"), tree.top + "/.git\n", false);
    for (int number = 1; tree.git_dir.empty(); ++number) {
      const std::string numbered = number == 1 ? name : name + "-" + std::to_string(number);
      const std::string git_dir = base::path_join(trees_folder(repository), numbered);
      // A registration without this file would be pruned by whoever does that now.
      base::write_file_atomically(base::path_join(tree.top, ".git"), "gitdir: " + git_dir + "\n", false);
      // A folder that has files is never replaced by a rename.
      if (::rename(aside.c_str(), git_dir.c_str()) == 0)
        tree.git_dir = git_dir;
      else if (errno == ENOENT && base::path_exists(aside))
        base::make_folders(trees_folder(repository));  // somebody removed it with its last registration
      else if (errno != ENOTEMPTY && errno != EEXIST && errno != ENOTDIR)
        throw base::file_error("register the work tree", git_dir, errno);
    }
  } catch (...) {
    base::remove_tree(aside);
    throw;
  }
  return tree;
}

base::UserError fill_error(const WorkTree& tree, const process::Result& result) {
  const std::string what = "check out the files in " + base::quoted(tree.top);
  const base::UserError plain = git_error(what, result);
  struct statvfs room;
  constexpr std::uint64_t nearly_full = 1u << 20;
  const bool known = ::statvfs(tree.top.c_str(), &room) == 0;
  const bool full = known && (room.f_bavail * room.f_frsize < nearly_full || (room.f_files > 0 && room.f_favail == 0));
  if (!full && result.err.find("No space left") == std::string::npos) return plain;
  return base::UserError("cannot " + what + ": no space left on device",
                         {"see what can be deleted: df -h " + base::shell_quote(base::path_parent(tree.top))});
}

std::optional<WorkTree> find_work_tree(const std::string& repository, const std::string& top) {
  const auto git_dir = read_pointer(base::path_join(top, ".git"), "gitdir: ");
  if (!git_dir || real_path(base::path_parent(*git_dir)) != real_path(trees_folder(repository))) return std::nullopt;
  const auto named = find_top(*git_dir);
  if (!named || *named != real_folder(top)) return std::nullopt;
  return WorkTree{*named, base::path_join(trees_folder(repository), base::path_name(*git_dir))};
}

std::optional<std::string> find_repository_of(const std::string& top) {
  const auto git_dir = read_pointer(base::path_join(top, ".git"), "gitdir: ");
  if (!git_dir || base::path_name(base::path_parent(*git_dir)) != "worktrees") return std::nullopt;
  return base::path_parent(base::path_parent(*git_dir));
}

std::optional<std::string> find_git_dir(const std::string& top) {
  const std::string place = base::path_join(top, ".git");
  if (base::is_folder(place)) return real_path(place);
  const auto pointer = read_pointer(place, "gitdir: ");
  return pointer ? std::optional(real_path(*pointer)) : std::nullopt;
}

bool is_complete(const WorkTree& tree) {
  return base::path_exists(base::path_join(tree.git_dir, "index"));
}

std::optional<Oid> find_detached_head(const WorkTree& tree) {
  return Oid::parse(base::trim(base::read_file(base::path_join(tree.git_dir, "HEAD"), largest_pointer).bytes));
}

bool forget_work_tree(const std::string& repository, const std::string& git_dir) {
  const std::string folder = trees_folder(repository);
  const std::string name = base::path_name(git_dir);
  if (base::path_parent(git_dir) != folder || name.empty() || name == "." || name == "..") return false;
  const std::string aside = base::path_join(repository, std::string(old_prefix) + base::random_hex(8));
  const bool gone = ::rename(git_dir.c_str(), aside.c_str()) == 0 ? base::remove_tree(aside) : errno == ENOENT;
  (void)::rmdir(folder.c_str());  // as git does with the last one
  return gone;
}

void remove_unfinished(const std::string& repository) {
  constexpr std::int64_t hour_ms = 3'600'000;
  for (const auto& name : base::find_entries(repository).value_or(std::vector<std::string>())) {
    const std::string path = base::path_join(repository, name);
    const auto made_ns = base::find_mtime_ns(path).value_or(0);
    // A new one lives for a moment; clocks may differ.
    if (name.starts_with(old_prefix) ||
        (name.starts_with(new_prefix) && base::now().ms - made_ns / 1'000'000 > hour_ms))
      base::remove_tree(path);
  }
}

std::vector<WorkTree> registered_below(const std::string& repository, const std::string& folder) {
  std::vector<WorkTree> found;
  const std::string trees = trees_folder(repository);
  const std::string real = real_path(folder);
  for (const auto& name : base::find_entries(trees).value_or(std::vector<std::string>())) {
    const std::string git_dir = base::path_join(trees, name);
    const auto top = find_top(git_dir);
    if (top && (*top == real || top->starts_with(real + "/"))) found.push_back({*top, git_dir});
  }
  return found;
}

process::Command work_tree_command(const WorkTree& tree, std::vector<std::string> arguments) {
  return command_in(tree.git_dir, tree.top, std::move(arguments));
}

process::Command detach_command(const WorkTree& tree, const Oid& commit) {
  return work_tree_command(tree, {"update-ref", "--no-deref", "HEAD", commit.hex()});
}

process::Command changed_command(const WorkTree& tree) {
  process::Command command = work_tree_command(
      tree, {"status", "--porcelain=v2", "-z", "--untracked-files=no", "--no-renames", "--ignore-submodules=all"});
  // The tree is ours, and git may write its index: else each look would read again what was written in the index's own second.
  std::erase(*command.environment, "GIT_OPTIONAL_LOCKS=0");
  return command;
}

std::vector<std::string> changed_paths(std::string_view output) {
  std::vector<std::string> paths;
  for (auto& dirty : parse_status(output).tree.dirty) paths.push_back(std::move(dirty.path));
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

process::Command restore_command(const WorkTree& tree) {
  return work_tree_command(tree, {"reset", "--hard", "--quiet", "--no-recurse-submodules"});
}

process::Command new_index_command(const WorkTree& tree) {
  return work_tree_command(tree, {"read-tree", "HEAD"});
}

void remove_stale_locks(const WorkTree& tree) {
  for (const char* name : {"index.lock", "HEAD.lock", "ORIG_HEAD.lock", "config.worktree.lock"})
    (void)::unlink(base::path_join(tree.git_dir, name).c_str());
}

process::Command keep_commit_command(const std::string& repository, const Oid& commit) {
  return command_in(repository, repository, {"update-ref", "refs/exp/commits/" + commit.hex(), commit.hex()});
}

process::Command list_files_command(const std::string& repository, const Oid& commit) {
  return command_in(repository, repository, {"ls-tree", "-r", "-z", "--full-tree", commit.hex()});
}

bool has_commit_in(const std::string& repository, const Oid& commit) {
  return process::run(command_in(repository, repository, {"cat-file", "-e", commit.hex() + "^{commit}"})).status == 0;
}

Config load_config_file(const std::string& file) {
  const process::Result result = process::run(git_command({"config", "--file", file, "--list", "-z"}));
  return result.status == 0 ? Config::parse(result.out) : Config();
}

process::Command list_ignored_command(const std::string& git_dir, const std::string& top) {
  return command_in(git_dir, top, {"ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z"});
}

std::vector<TreeEntry> parse_files(std::string_view output) {
  std::vector<TreeEntry> entries;
  while (!output.empty()) {
    // "<mode> <type> <id>\t<path>\0"
    const std::string_view record = output.substr(0, output.find('\0'));
    output.remove_prefix(std::min(record.size() + 1, output.size()));
    const auto tab = record.find('\t');
    if (tab == record.npos) continue;
    const auto words = base::split(record.substr(0, tab), ' ');
    if (words.size() != 3) continue;
    entries.push_back(
        {std::string(record.substr(tab + 1)), Oid::parse(words[2]).value_or(Oid()), words[1] == "commit"});
  }
  std::sort(entries.begin(), entries.end(), [](const TreeEntry& a, const TreeEntry& b) { return a.path < b.path; });
  return entries;
}

}  // namespace git
