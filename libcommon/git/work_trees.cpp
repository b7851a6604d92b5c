#include "git/work_trees.h"

#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "git/git_child.h"
#include "git/status.h"

namespace git {
namespace {

constexpr std::size_t largest_pointer = 1u << 16;

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

process::Command add_work_tree_command(const std::string& repository, const std::string& path, const Oid& commit) {
  return command_in(repository, repository,
                    {"worktree", "add", "--force", "--force", "--quiet", "--detach", path, commit.hex()});
}

base::UserError add_work_tree_error(const std::string& path, const process::Result& result) {
  if (result.status == 127) return git_error("make a checkout", result);
  std::vector<std::string> hints;
  const auto says = [&](std::string_view words) { return result.err.find(words) != std::string::npos; };
  if (says("No space left") || says("unable to write") || says("unable to create file") || says("Disk quota"))
    hints.push_back("see that there is room: df -h " + base::shell_quote(base::path_parent(base::path_parent(path))));
  std::string words = "cannot make the checkout " + base::quoted(path) + ": " + git_complaint(result);
  if (!says("No space left") && !hints.empty()) words += " (is the disk full?)";
  return base::UserError(words, std::move(hints));
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
  const bool gone = base::remove_tree(git_dir);
  (void)::rmdir(folder.c_str());  // as git does with the last one
  return gone;
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
  return work_tree_command(
      tree, {"status", "--porcelain=v2", "-z", "--untracked-files=no", "--no-renames", "--ignore-submodules=all"});
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

process::Command list_ignored_command(const std::string& git_dir, const std::string& top) {
  return command_in(git_dir, top, {"ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z"});
}

void drop_sparse_settings(const WorkTree& tree) {
  const std::string file = base::path_join(tree.git_dir, "config.worktree");
  if (base::lower_ascii(base::read_file(file).bytes).find("sparse") == std::string::npos) return;
  for (const char* key : {"core.sparseCheckout", "core.sparseCheckoutCone", "index.sparse"})
    process::run(command_in(tree.git_dir, tree.top, {"config", "--file", file, "--unset-all", key}));
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
