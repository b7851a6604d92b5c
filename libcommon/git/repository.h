#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "base/time.h"
#include "git/config.h"
#include "git/oid.h"

namespace git {

/// Where we are, by `git rev-parse` (which honours GIT_DIR, safe.directory, `git -C`). Absolute paths, no trailing slash.
struct Location {
  std::string git_dir;     ///< of this work tree
  std::string common_dir;  ///< shared by all work trees: refs, objects, exp/
  std::string top;         ///< top of this work tree; "" in a bare repository or inside .git
  std::string prefix;      ///< our folder below `top`, "" at the top, no trailing slash
  std::string main_top;    ///< top of the main work tree (its results survive `git worktree remove`); "" if bare
};

/// One path that keeps the tree from being clean, as git names it, relative to the top.
struct DirtyPath {
  std::string code;  ///< two letters of `git status --porcelain`: " M", "??", "UU" …
  std::string path;
  bool submodule = false;
};

struct WorkTreeStatus {
  std::vector<DirtyPath> dirty;
};

struct Signature {
  std::string name;
  std::string email;
};

struct Tag {
  std::string name;      ///< below refs/tags/
  Oid commit;            ///< peeled; zero if it names no commit
  std::string message;   ///< of an annotated tag, trailers included; "" for a lightweight one
  base::Timestamp time;  ///< the tagger's, or the commit's for a lightweight tag
  bool annotated = false;
};

/// What `open` starts at once, beside each other, because most of a command's time is waiting for git.
struct OpenOptions {
  bool with_status = false;     ///< start `git status` now; status() then collects it
  bool need_work_tree = false;  ///< UserError in a bare repository
  bool with_objects =
      false;  ///< start libgit2 meanwhile: objects, refs or notes will be needed (with_status does so too)
};

/// The façade: our own verbs over git children and libgit2. Raw handles never leave this module. Not thread-safe.
/// Every failure is a UserError that says what was being tried; "not found" is an optional. Children run with
/// GIT_OPTIONAL_LOCKS=0: nothing here writes the index, HEAD, branches, stash or configuration.
class Repository {
 public:
  /// Throws UserError: not a repository, not owned by us (git's own words about safe.directory), an object format or
  /// ref storage that libgit2 cannot read (named), git not installed or older than 2.30. libgit2 is started only when
  /// objects or refs are first needed.
  static Repository open(const OpenOptions& options = {});
  Repository(Repository&&) noexcept;
  Repository& operator=(Repository&&) noexcept;
  ~Repository();

  const Location& location() const;
  const Config& config() const;
  /// `<common dir>/exp`, not created.
  std::string exp_dir() const;
  /// user.name/user.email as git finds them (environment included); without them user@host, never an error.
  Signature signature() const;

  /// The commit of HEAD; nothing while the branch is unborn.
  std::optional<Oid> find_head() const;
  /// Short name of HEAD's branch; nothing when detached.
  std::optional<std::string> find_branch() const;
  /// By git itself: --untracked-files=normal --ignore-submodules=none. Needs a work tree.
  WorkTreeStatus status() const;

  bool has_commit(const Oid& commit) const;
  /// A commit named in any way that git knows ("HEAD~2", "v1", abbreviated); nothing if it names none.
  std::optional<Oid> find_commit(const std::string& revision) const;
  base::Timestamp commit_time(const Oid& commit) const;
  std::string commit_subject(const Oid& commit) const;
  /// A blob at `<commit>:<path>`; nothing if absent.
  std::optional<std::string> find_file(const Oid& commit, const std::string& path) const;

  std::optional<Oid> find_ref(const std::string& name) const;
  /// Names below a prefix such as "refs/notes/exp", sorted, with what they point to.
  std::vector<std::pair<std::string, Oid>> refs_below(const std::string& prefix) const;
  /// Creates it if absent. False if it exists (whatever it points to).
  bool create_ref(const std::string& name, const Oid& target, const std::string& reflog_message);
  /// Deletes it, its reflog too, if it still points to `expected`, which is compared under git's own lock. False if it
  /// points elsewhere, or is not there.
  bool delete_ref(const std::string& name, const Oid& expected);

  std::optional<Tag> find_tag(const std::string& name) const;
  /// Tags whose peeled commit is this one, by one git child.
  std::vector<Tag> tags_at(const Oid& commit) const;
  /// Those of commits only.
  std::vector<Tag> all_tags() const;
  /// Tag names that are a path prefix or extension of `name` ("a/b" against "a" and "a/b/c"): a ref cannot be both.
  std::vector<std::string> clashing_tags(const std::string& name) const;
  /// An annotated, unsigned tag (tag.gpgSign is not asked). False if the name is taken; it is never moved.
  bool create_tag(const std::string& name, const Oid& commit, const std::string& message);
  /// Deletes the tag if it still is `expected`: as it was found, with the same target and message. False if it is not.
  bool delete_tag(const Tag& expected);
  bool is_branch(const std::string& name) const;
  /// git's own rule for "refs/tags/<name>".
  static bool is_valid_ref_name(const std::string& name);

  /// libgit2's state, for this module's other sources only (declared in git/handles.h).
  struct Impl;
  Impl& impl() const { return *impl_; }

 private:
  explicit Repository(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace git
