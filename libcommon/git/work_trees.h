#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "git/config.h"
#include "git/oid.h"
#include "process/child.h"

/// Linked work trees (`git worktree`) that we make for ourselves. Everything here concerns such a tree, its index and its
/// metadata; the user's work tree, index and HEAD are never touched. Children see none of our GIT_DIR, GIT_INDEX_FILE, …,
/// run no hooks, and are told where the tree and its metadata are: a git that had to look for them would, in a folder that
/// lost its `.git`, find the repository around it.
namespace git {

struct WorkTree {
  std::string top;      ///< absolute
  std::string git_dir;  ///< `<repository>/worktrees/<name>`, absolute
};

/// Registers a work tree at `path`, detached at the commit, under `name` (or `name-2`, …); its folder is made where it is
/// missing. restore_command() then fills it. `repository` is the common folder of the repository, or a submodule's.
/// By ourselves, in the form of gitrepository-layout(5), because `git worktree add` shows other processes a registration that
/// is half written, at which their git stops: of twenty at once some fail. Ours appears and goes by a rename.
/// Throws base::file_error; then nothing is registered.
WorkTree register_work_tree(const std::string& repository, const std::string& path, const std::string& name,
                            const Oid& commit);
/// UserError for a failure to fill it, with what mends it where that is known (a full disk).
base::UserError fill_error(const WorkTree& tree, const process::Result& result);

/// The work tree at `top`, if it is one of `repository`: its `.git` file names a folder of metadata there, and that names
/// `top`. Anything else (a repository that a program made there, a hostile file) is nothing.
std::optional<WorkTree> find_work_tree(const std::string& repository, const std::string& top);
/// The repository whose work tree a folder says to be, by its `.git` file; not verified. Nothing if it says nothing.
std::optional<std::string> find_repository_of(const std::string& top);
/// The git folder of any work tree, by its `.git`, a folder or a file; links resolved. Nothing if there is none.
std::optional<std::string> find_git_dir(const std::string& top);
/// False while git has not written the last file (or was killed before): nobody can have worked in it.
bool is_complete(const WorkTree& tree);
/// The commit that the tree's HEAD is detached at; nothing on a branch.
std::optional<Oid> find_detached_head(const WorkTree& tree);

/// The metadata of a tree that is to go, or has gone. False if something stayed.
bool forget_work_tree(const std::string& repository, const std::string& git_dir);
/// What a process killed while it registered or forgot a tree left in the repository.
void remove_unfinished(const std::string& repository);
/// Metadata of trees at or below `folder` (links resolved), there or not: what `git worktree list` lists.
std::vector<WorkTree> registered_below(const std::string& repository, const std::string& folder);

/// A git command in that tree. Messages in English; the language of the files (LC_ALL) stays, for filters.
process::Command work_tree_command(const WorkTree& tree, std::vector<std::string> arguments);
/// Detaches its HEAD at the commit; index and files stay.
process::Command detach_command(const WorkTree& tree, const Oid& commit);
/// Which tracked files differ from HEAD, `-z`; reads and does not write the index. For changed_paths().
process::Command changed_command(const WorkTree& tree);
std::vector<std::string> changed_paths(std::string_view output);
/// Gives each tracked file and the index the content of HEAD.
process::Command restore_command(const WorkTree& tree);
/// A new index with the content of HEAD, where the old one is damaged; the files stay.
process::Command new_index_command(const WorkTree& tree);
/// Takes the locks of a git that was killed there away.
void remove_stale_locks(const WorkTree& tree);
/// Keeps a commit from being collected: refs/exp/commits/<id>.
process::Command keep_commit_command(const std::string& repository, const Oid& commit);

struct TreeEntry {
  std::string path;
  Oid id;
  bool is_submodule = false;
};
/// All files of a commit, `-z`. For parse_files().
process::Command list_files_command(const std::string& repository, const Oid& commit);
/// Sorted bytewise by path.
std::vector<TreeEntry> parse_files(std::string_view output);

/// Asks git in that repository, without fetching.
bool has_commit_in(const std::string& repository, const Oid& commit);
/// One file in the syntax of git's configuration; empty if it cannot be read.
Config load_config_file(const std::string& file);

/// What the tree at `top` has and ignores, folders folded and with a slash at the end, `-z`.
process::Command list_ignored_command(const std::string& git_dir, const std::string& top);

}  // namespace git
