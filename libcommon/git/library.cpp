#include <sys/resource.h>
#include <sys/single_threaded.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/text.h"
#include "base/trace.h"
#include "git/handles.h"

namespace git {
namespace {

/// While it lives this process opens no file. Does nothing where other threads might want to open one, or start a child
/// that would keep the limit.
class NoFilesToOpen {
 public:
  NoFilesToOpen() {
    if (!__libc_single_threaded || ::getrlimit(RLIMIT_NOFILE, &before_) != 0) return;
    const rlimit none{0, before_.rlim_max};
    is_set_ = ::setrlimit(RLIMIT_NOFILE, &none) == 0;
  }
  NoFilesToOpen(const NoFilesToOpen&) = delete;
  NoFilesToOpen& operator=(const NoFilesToOpen&) = delete;
  ~NoFilesToOpen() {
    if (is_set_) ::setrlimit(RLIMIT_NOFILE, &before_);
  }

 private:
  rlimit before_{};
  bool is_set_ = false;
};

/// libgit2 parses the certificates of all authorities as soon as it is started, which costs three times as much as all else
/// that it does, and it has no option against that. We speak to no server through it: git does. It starts as well where
/// that file cannot be opened.
bool start_without_certificates() {
  const NoFilesToOpen limit;
  return git_libgit2_init() >= 0;
}

struct Library {
  Library() {
    const base::Trace trace("start libgit2");
    if (!start_without_certificates() && git_libgit2_init() < 0) throw library_error("start libgit2");
    // Of what we read git itself checks the form; verifying each hash again costs a sixth to a half of reading notes.
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    // A tree of notes may name blobs that a partial clone has not fetched.
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, 0);
    // Configuration is git's to read; libgit2 would find other files than git does (GIT_CONFIG_GLOBAL, no HOME) and stop
    // at what it cannot parse there.
    for (const int level : {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL})
      git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
#if LIBGIT2_VER_MAJOR > 1 || LIBGIT2_VER_MINOR >= 5
    // `git rev-parse` has checked the owner before, with the user's safe.directory, which libgit2 reads only in part.
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    // They concern the work tree, the garbage collector and where work trees lie: nothing that we read here.
    const char* harmless[] = {"worktreeconfig", "preciousobjects", "relativeworktrees", "partialclone"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, harmless, std::size(harmless));
#endif
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
  // Never shut down: the process ends, and taking everything apart first costs time for nothing.
  ~Library() = default;
};

std::vector<std::string> hints_for(std::string_view words) {
  const auto says = [&](int errno_value) { return words.find(std::strerror(errno_value)) != words.npos; };
  if (says(ENOSPC) || says(EDQUOT)) return {"free some space on the disk that holds the git folder"};
  if (says(EROFS)) return {"the git folder is on a read-only file system"};
  if (says(EACCES) || says(EPERM)) return {"see who owns the git folder: ls -ld \"$(git rev-parse --git-common-dir)\""};
  return {};
}

/// The bits that core.sharedRepository adds for others; nothing for "as the umask says".
std::optional<unsigned> shared_umask(const std::string& value, unsigned current) {
  const std::string word = base::lower_ascii(value);
  if (word == "group" || word == "true" || word == "yes" || word == "on" || word == "1") return current & ~0070u;
  if (word == "all" || word == "world" || word == "everybody" || word == "2") return current & ~0075u;
  if (word.size() < 3 || word[0] != '0' ||
      !std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '7'; }))
    return std::nullopt;
  const unsigned mode = static_cast<unsigned>(std::strtoul(word.c_str(), nullptr, 8)) & 0666u;
  return 0777u & ~(0700u | mode | (mode & 0444u) >> 2);
}

}  // namespace

void start_library() {
  static const Library library;
}

base::UserError library_error(std::string_view what) {
  const git_error* error = git_error_last();
  const std::string words = error && error->message ? base::printable(error->message) : "unknown failure in libgit2";
  return base::UserError("cannot " + std::string(what) + ": " + words, hints_for(words));
}

void check(int code, std::string_view what) {
  if (code < 0) throw library_error(what);
}

Oid from_raw(const git_oid& id) {
  std::array<std::uint8_t, 20> bytes;
  std::copy_n(id.id, bytes.size(), bytes.begin());
  return Oid(bytes);
}

git_oid to_raw(const Oid& oid) {
  git_oid id;
  git_oid_fromraw(&id, oid.bytes().data());
  return id;
}

git_repository* Repository::Impl::repository() {
  if (!repository_) {
    start_library();
    check(git_repository_open_bare(Out(repository_), location().common_dir.c_str()),
          "open the repository " + base::quoted(location().common_dir));
  }
  return repository_.get();
}

git_odb* Repository::Impl::odb() {
  if (!odb_) check(git_repository_odb(Out(odb_), repository()), "open the object database");
  return odb_.get();
}

SharedModes::SharedModes(const Config& config) {
  const auto value = config.find("core.sharedRepository");
  if (!value) return;
  const unsigned current = ::umask(0);
  ::umask(current);
  if (const auto wanted = shared_umask(*value, current)) {
    before_ = current;
    ::umask(*wanted);
  }
}

SharedModes::~SharedModes() {
  if (before_) ::umask(*before_);
}

}  // namespace git
