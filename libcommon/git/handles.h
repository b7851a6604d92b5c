#pragma once

#include <git2.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "git/discovery.h"
#include "git/repository.h"
#include "git/status.h"
#include "process/child.h"

/// libgit2's handles, owned, and the state behind the façade. Internal to this module.
namespace git {

template <auto free_function>
struct HandleDeleter {
  template <typename T>
  void operator()(T* handle) const {
    free_function(handle);
  }
};
template <typename T, auto free_function>
using Handle = std::unique_ptr<T, HandleDeleter<free_function>>;

using RepositoryHandle = Handle<git_repository, git_repository_free>;
using OdbHandle = Handle<git_odb, git_odb_free>;
using OdbObjectHandle = Handle<git_odb_object, git_odb_object_free>;
using ObjectHandle = Handle<git_object, git_object_free>;
using CommitHandle = Handle<git_commit, git_commit_free>;
using TreeHandle = Handle<git_tree, git_tree_free>;
using TreeEntryHandle = Handle<git_tree_entry, git_tree_entry_free>;
using TreeBuilderHandle = Handle<git_treebuilder, git_treebuilder_free>;
using ReferenceHandle = Handle<git_reference, git_reference_free>;
using ReferenceIteratorHandle = Handle<git_reference_iterator, git_reference_iterator_free>;
using IndexHandle = Handle<git_index, git_index_free>;
using SignatureHandle = Handle<git_signature, git_signature_free>;

/// For a function with an out-parameter: `git_tree_lookup(Out(tree), …)` fills the handle when the statement ends.
template <typename T, typename D>
class Out {
 public:
  explicit Out(std::unique_ptr<T, D>& handle) : handle_(handle) {}
  ~Out() { handle_.reset(raw_); }
  Out(const Out&) = delete;
  Out& operator=(const Out&) = delete;
  operator T**() { return &raw_; }

 private:
  std::unique_ptr<T, D>& handle_;
  T* raw_ = nullptr;
};

/// libgit2's words for the failure that just happened as UserError "cannot <what>: <words>", with a hint where the
/// reason has a usual mend.
base::UserError library_error(std::string_view what);
/// Throws library_error() for a negative code.
void check(int code, std::string_view what);

Oid from_raw(const git_oid& id);
git_oid to_raw(const Oid& oid);

/// Starts libgit2, once in the life of the process. Without certificates: no connection is made through it. Call it
/// before there are threads: among others it takes 3 to 5 ms instead of 0.7.
void start_library();

struct Repository::Impl {
  Discovery discovery;
  Config config;
  std::optional<process::Child> status_child;  ///< started by open(), not collected yet
  std::optional<StatusOutput> status;

  const Location& location() const { return discovery.location; }
  /// Opened at its first use: the common folder, as a bare repository, so that all work trees see the same refs and
  /// no setting of a work tree matters.
  git_repository* repository();
  git_odb* odb();
  const StatusOutput& read_status();
  /// HEAD and its branch, asked from git where open() could not learn them.
  void learn_head();

 private:
  RepositoryHandle repository_;
  OdbHandle odb_;
};

/// While it lives, files get the modes that core.sharedRepository asks for; libgit2 itself knows the umask only.
class SharedModes {
 public:
  explicit SharedModes(const Config& config);
  ~SharedModes();
  SharedModes(const SharedModes&) = delete;
  SharedModes& operator=(const SharedModes&) = delete;

 private:
  std::optional<unsigned> before_;
};

/// Repository::signature() with the time of now.
SignatureHandle signature_now(const Repository& repository);

enum class MoveRef { moved, changed, locked, failed };
/// Compare-and-swap under git's own lock; `expected` zero: the ref must not exist. One attempt.
MoveRef try_move_ref(const Repository& repository, const std::string& name, const Oid& target, const Oid& expected,
                     const std::string& reflog_message);
/// The same; throws UserError for `failed`, which is what waiting does not mend.
MoveRef move_ref(const Repository& repository, const std::string& name, const Oid& target, const Oid& expected,
                 const std::string& reflog_message);

/// Names the lock of a ref and its age, with what to type.
struct LockDescription {
  std::string text;
  std::string hint;
  std::int64_t age_ms = 0;
};
/// Nothing if the ref is not locked.
std::optional<LockDescription> find_lock(const Repository& repository, const std::string& name);

/// The bytes of a blob; nothing if it is not here. In a partial clone git fetches it then.
std::optional<std::string> find_blob(const Repository& repository, const Oid& blob);

}  // namespace git
