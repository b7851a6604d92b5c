#include "git/snapshot.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <optional>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "base/trace.h"
#include "git/git_child.h"
#include "git/handles.h"

namespace git {
namespace {

using Variables = std::vector<std::string>;

/// Our pathspecs have magic words, and hooks and files beside the index are the user's.
process::Command add_command(std::vector<std::string> arguments, const Variables& variables = {}) {
  for (const char* setting : {"core.hooksPath=/dev/null", "core.splitIndex=false", "add.ignoreErrors=false"})
    arguments.insert(arguments.begin(), {"-c", setting});
  process::Command command = git_command(std::move(arguments));
  Variables set = {"GIT_OPTIONAL_LOCKS=0", "LC_ALL=C"};
  set.insert(set.end(), variables.begin(), variables.end());
  command.environment = process::environment_with(
      set, {"GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"});
  return command;
}

std::string run_or_throw(const process::Command& command, std::string_view what) {
  process::Result result = process::run(command);
  if (result.status != 0) throw git_error(what, result);
  return std::move(result.out);
}

std::vector<std::string> paths_of(const std::string& listing) {
  auto paths = base::split(listing, '\0');
  std::erase(paths, "");
  return paths;
}

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

std::string terminated(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += text + '\0';
  return all;
}

/// All but these, for --pathspec-from-file.
std::string all_but(const std::vector<std::string>& left_out) {
  std::vector<std::string> specs = {":(top)"};
  for (const auto& path : left_out) specs.push_back(":(top,exclude,literal)" + without_slash(path));
  return terminated(specs);
}

/// The user's index, which may not be there yet.
std::string user_index(const Location& location) {
  const char* set = std::getenv("GIT_INDEX_FILE");
  return set && *set ? base::path_absolute(set, location.top) : base::path_join(location.git_dir, "index");
}

/// A file of ours in the git folder, removed with this object, git's lock of it too.
class TemporaryIndex {
 public:
  TemporaryIndex(const std::string& folder, const std::string& original)
      : path_(base::path_join(folder, ".tmp-" + base::random_hex(8))) {
    base::make_folders(folder);
    try {
      copy(original);
    } catch (...) {
      ::unlink(path_.c_str());
      throw;
    }
  }
  ~TemporaryIndex() {
    ::unlink(path_.c_str());
    ::unlink((path_ + ".lock").c_str());
  }
  TemporaryIndex(const TemporaryIndex&) = delete;
  TemporaryIndex& operator=(const TemporaryIndex&) = delete;

  const std::string& path() const { return path_; }
  base::UniqueFd open() const {
    base::UniqueFd fd(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd) throw base::file_error("read", path_, errno);
    return fd;
  }

 private:
  /// With its time: a file that was changed in the tick in which the index was written is told by that.
  void copy(const std::string& original) {
    const base::UniqueFd from(::open(original.c_str(), O_RDONLY | O_CLOEXEC));
    if (!from && errno == ENOENT) return;
    struct stat info;
    if (!from || ::fstat(from.value(), &info) != 0) throw base::file_error("read", original, errno);
    const base::UniqueFd to(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!to) throw base::file_error("write", path_, errno);
    std::string piece(std::size_t{1} << 20, '\0');
    for (ssize_t n = 1; n > 0;) {
      n = ::read(from.value(), piece.data(), piece.size());
      if (n < 0 && errno == EINTR) {
        n = 1;
        continue;
      }
      if (n < 0) throw base::file_error("read", original, errno);
      if (!base::write_all(to.value(), {piece.data(), static_cast<std::size_t>(n)}))
        throw base::file_error("write", path_, errno);
    }
    const timespec times[2] = {info.st_mtim, info.st_mtim};
    if (::futimens(to.value(), times) != 0) throw base::file_error("write", path_, errno);
  }

  std::string path_;
};

/// Objects that nobody keeps: git reads those of the repository beside them.
class PassingObjects {
 public:
  explicit PassingObjects(const Repository& repository) {
    const char* tmp = std::getenv("TMPDIR");
    folder_ = base::path_join(tmp && *tmp ? tmp : "/tmp", "git-exp-" + base::random_hex(8));
    if (::mkdir(folder_.c_str(), 0700) != 0) throw base::file_error("make the folder", folder_, errno);
    const char* own = std::getenv("GIT_OBJECT_DIRECTORY");
    const char* others = std::getenv("GIT_ALTERNATE_OBJECT_DIRECTORIES");
    std::string alternates = base::path_absolute(
        own && *own ? own : base::path_join(repository.location().common_dir, "objects"), repository.location().top);
    if (others && *others) alternates += std::string(":") + others;
    variables_ = {"GIT_OBJECT_DIRECTORY=" + base::path_join(folder_, "objects"),
                  "GIT_ALTERNATE_OBJECT_DIRECTORIES=" + alternates};
    base::make_folders(base::path_join(folder_, "objects"));
  }
  ~PassingObjects() { base::remove_tree(folder_); }
  PassingObjects(const PassingObjects&) = delete;
  PassingObjects& operator=(const PassingObjects&) = delete;

  const Variables& variables() const { return variables_; }
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
  Variables variables_;
};

std::vector<std::string> list_left(const Variables& variables, const std::vector<std::string>& left_out) {
  std::vector<std::string> words = {"ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", ":(top)"};
  for (const auto& path : left_out) words.push_back(":(top,exclude,literal)" + without_slash(path));
  return paths_of(run_or_throw(add_command(std::move(words), variables), "list the untracked files"));
}

FrozenTree freeze(const Repository& repository, const std::vector<std::string>& left_out, const std::string& folder,
                  Variables variables) {
  const TemporaryIndex index(folder, user_index(repository.location()));
  variables.push_back("GIT_INDEX_FILE=" + index.path());
  process::Command add = add_command({"add", "-A"}, variables);
  if (!left_out.empty()) {
    add.argv.insert(add.argv.end(), {"--pathspec-from-file=-", "--pathspec-file-nul"});
    add.input = all_but(left_out);
  }
  FrozenTree frozen;
  if (const process::Result added = process::run(add); added.status != 0) {
    if (repository.config().flag("core.sparseCheckout", false)) frozen.passed_over = list_left(variables, left_out);
    if (frozen.passed_over.empty()) throw git_error("freeze the work tree", added);
    return frozen;
  }
  const std::string id = run_or_throw(add_command({"write-tree"}, variables), "freeze the work tree");
  const auto tree = Oid::parse(without_line_end(id));
  if (!tree) throw base::UserError("cannot freeze the work tree: git write-tree says " + base::quoted(id));
  frozen.tree = *tree;
  frozen.index = index.open();
  return frozen;
}

/// The header lines of a commit that its snapshot has too, as they are.
std::string kept_header(std::string_view header) {
  std::string kept;
  for (const auto& line : base::split(header, '\n'))
    if (line.starts_with("author ") || line.starts_with("committer ") || line.starts_with("encoding "))
      kept += line + "\n";
  return kept;
}

}  // namespace

std::string FrozenTree::index_path() const {
  return "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(index.value());
}

std::vector<std::string> list_untracked(const std::vector<std::string>& folders) {
  if (folders.empty()) return {};
  std::vector<std::string> words = {"ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--"};
  for (const auto& folder : folders) words.push_back(":(top,literal)" + folder);
  return paths_of(run_or_throw(add_command(std::move(words)), "list the untracked files"));
}

std::vector<std::string> find_kept_by_lfs(const std::vector<std::string>& paths) {
  if (paths.empty()) return {};
  // Seen from the current folder, not from the top.
  process::Command command = git_command({"rev-parse", "--show-cdup"});
  const std::string up(without_line_end(run_or_throw(command, "find the top of the work tree")));
  std::vector<std::string> here;
  for (const auto& path : paths) here.push_back(up + path);
  command = git_command({"check-attr", "-z", "--stdin", "filter"});
  command.input = terminated(here);
  const auto fields = base::split(run_or_throw(command, "read the attributes"), '\0');
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < paths.size() && 3 * i + 2 < fields.size(); ++i)
    if (fields[3 * i + 2] == "lfs") kept.push_back(paths[i]);
  return kept;
}

FrozenTree freeze_tree(const Repository& repository, const std::vector<std::string>& left_out, Keep keep) {
  const base::Trace trace("freeze the work tree");
  if (keep == Keep::objects) return freeze(repository, left_out, repository.exp_dir(), {});
  const PassingObjects objects(repository);
  return freeze(repository, left_out, objects.folder(), objects.variables());
}

Oid write_snapshot_commit(Repository& repository, const Oid& base, const Oid& tree, Keep keep) {
  const git_oid base_id = to_raw(base);
  CommitHandle commit;
  check(git_commit_lookup(Out(commit), repository.impl().repository(), &base_id), "read the commit " + base.hex());
  if (from_raw(*git_commit_tree_id(commit.get())) == tree) return base;
  const std::string text = "tree " + tree.hex() + "\nparent " + base.hex() + "\n" +
                           kept_header(git_commit_raw_header(commit.get())) + "\nSnapshot of the work tree on " +
                           base.abbreviated() + "\n";
  git_oid id;
  if (keep == Keep::nothing) {
    check(git_odb_hash(&id, text.data(), text.size(), GIT_OBJECT_COMMIT), "name the snapshot");
  } else {
    const SharedModes modes(repository.config());
    check(git_odb_write(&id, repository.impl().odb(), text.data(), text.size(), GIT_OBJECT_COMMIT),
          "write the commit of the snapshot");
  }
  return from_raw(id);
}

}  // namespace git
