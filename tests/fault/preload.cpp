// Preloaded into git-exp and its git children by tests/fault/harness.py: counts the calls that change something outside
// the process, over all of them, and at the chosen one kills the process or lets the call fail. The state is a file that
// all map: $FAULT_STATE. Only programs whose name begins with "git" are counted: the user's program is none of ours.
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

/// As harness.py writes and reads it.
struct State {
  std::atomic<std::uint64_t> count;  ///< calls so far
  std::uint64_t target;              ///< the call that is hit; 0 none
  std::int32_t error;                ///< 0: SIGKILL; an errno: the call fails; -1: a write is cut to half
  std::int32_t padding;
  char hit[232];              ///< what was hit, for the report
  std::uint8_t writes[4096];  ///< for each call by its number: whether it writes bytes
};

State* state = nullptr;

__attribute__((constructor)) void begin() {
  const char* path = std::getenv("FAULT_STATE");
  char name[4096];
  const ssize_t length = ::readlink("/proc/self/exe", name, sizeof name - 1);
  if (!path || length <= 0) return;
  name[length] = 0;
  const char* slash = std::strrchr(name, '/');
  if (std::strncmp(slash ? slash + 1 : name, "git", 3) != 0) return;
  const int fd = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC));
  if (fd < 0) return;
  void* memory = ::mmap(nullptr, sizeof(State), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  ::close(fd);
  if (memory != MAP_FAILED) state = static_cast<State*>(memory);
}

enum class Fate { go_on, fail, cut };

Fate meet(const char* call, const char* path, bool writes = false) {
  if (!state) return Fate::go_on;
  const std::uint64_t number = state->count.fetch_add(1) + 1;
  if (number < sizeof state->writes) state->writes[number] = writes;
  if (number != state->target || (state->error < 0 && !writes)) return Fate::go_on;
  ::snprintf(state->hit, sizeof state->hit, "%s %s", call, path ? path : "");
  if (state->error == 0) {
    ::kill(::getpid(), SIGKILL);
    for (;;) ::pause();
  }
  if (state->error < 0) return Fate::cut;
  errno = state->error;
  return Fate::fail;
}

bool is_regular(int fd) {
  struct stat info;
  return ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
}

/// An error is only injected where it can happen to a file; a kill anywhere.
Fate meet_write(const char* call, int fd) {
  if (!state) return Fate::go_on;
  if (state->error != 0 && !is_regular(fd)) return Fate::go_on;
  return meet(call, nullptr, true);
}

template <class Function>
Function next(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

// NOLINTBEGIN: the C library's names and types.
#define NEXT(name) static const auto real = next<decltype(&::name)>(#name)
#define PATH_CALL(name, parameters, arguments, path) \
  extern "C" int name parameters {                   \
    NEXT(name);                                      \
    if (meet(#name, path) == Fate::fail) return -1;  \
    return real arguments;                           \
  }

#define OPEN_CALL(name, parameters, arguments, path)                                 \
  extern "C" int name parameters {                                                   \
    static const auto real = next<int (*)(...)>(#name);                              \
    mode_t mode = 0;                                                                 \
    if (flags & (O_CREAT | O_TMPFILE)) {                                             \
      va_list list;                                                                  \
      va_start(list, flags);                                                         \
      mode = va_arg(list, mode_t);                                                   \
      va_end(list);                                                                  \
    }                                                                                \
    if ((flags & (O_CREAT | O_TRUNC)) && meet(#name, path) == Fate::fail) return -1; \
    return real arguments;                                                           \
  }

#pragma GCC diagnostic ignored "-Wpedantic"
OPEN_CALL(open, (const char* path, int flags, ...), (path, flags, mode), path)
OPEN_CALL(open64, (const char* path, int flags, ...), (path, flags, mode), path)
OPEN_CALL(openat, (int folder, const char* path, int flags, ...), (folder, path, flags, mode), path)
OPEN_CALL(openat64, (int folder, const char* path, int flags, ...), (folder, path, flags, mode), path)

PATH_CALL(rename, (const char* from, const char* to), (from, to), to)
PATH_CALL(renameat, (int a, const char* from, int b, const char* to), (a, from, b, to), to)
PATH_CALL(renameat2, (int a, const char* from, int b, const char* to, unsigned flags), (a, from, b, to, flags), to)
PATH_CALL(link, (const char* from, const char* to), (from, to), to)
PATH_CALL(linkat, (int a, const char* from, int b, const char* to, int flags), (a, from, b, to, flags), to)
PATH_CALL(symlink, (const char* from, const char* to), (from, to), to)
PATH_CALL(unlink, (const char* path), (path), path)
PATH_CALL(unlinkat, (int folder, const char* path, int flags), (folder, path, flags), path)
PATH_CALL(rmdir, (const char* path), (path), path)
PATH_CALL(mkdir, (const char* path, mode_t mode), (path, mode), path)
PATH_CALL(mkdirat, (int folder, const char* path, mode_t mode), (folder, path, mode), path)
PATH_CALL(chmod, (const char* path, mode_t mode), (path, mode), path)
PATH_CALL(fchmod, (int fd, mode_t mode), (fd, mode), nullptr)
PATH_CALL(fsync, (int fd), (fd), nullptr)
PATH_CALL(fdatasync, (int fd), (fd), nullptr)
PATH_CALL(ftruncate, (int fd, off_t size), (fd, size), nullptr)
PATH_CALL(futimens, (int fd, const struct timespec times[2]), (fd, times), nullptr)
PATH_CALL(execve, (const char* path, char* const argv[], char* const environment[]), (path, argv, environment), path)

extern "C" pid_t fork(void) {
  NEXT(fork);
  if (meet("fork", nullptr) == Fate::fail) return -1;
  return real();
}

extern "C" int posix_spawn(pid_t* pid, const char* path, const posix_spawn_file_actions_t* actions,
                           const posix_spawnattr_t* attributes, char* const argv[], char* const environment[]) {
  NEXT(posix_spawn);
  if (meet("posix_spawn", path) == Fate::fail) return errno;
  return real(pid, path, actions, attributes, argv, environment);
}

extern "C" int posix_spawnp(pid_t* pid, const char* path, const posix_spawn_file_actions_t* actions,
                            const posix_spawnattr_t* attributes, char* const argv[], char* const environment[]) {
  NEXT(posix_spawnp);
  if (meet("posix_spawnp", path) == Fate::fail) return errno;
  return real(pid, path, actions, attributes, argv, environment);
}

extern "C" ssize_t write(int fd, const void* bytes, size_t size) {
  NEXT(write);
  const Fate fate = meet_write("write", fd);
  if (fate == Fate::fail) return -1;
  return real(fd, bytes, fate == Fate::cut && size > 1 ? size / 2 : size);
}

extern "C" ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
  NEXT(pwrite);
  const Fate fate = meet_write("pwrite", fd);
  if (fate == Fate::fail) return -1;
  return real(fd, bytes, fate == Fate::cut && size > 1 ? size / 2 : size, at);
}

extern "C" ssize_t writev(int fd, const struct iovec* parts, int count) {
  NEXT(writev);
  const Fate fate = meet_write("writev", fd);
  if (fate == Fate::fail) return -1;
  return real(fd, parts, fate == Fate::cut ? 1 : count);
}

extern "C" ssize_t pwritev(int fd, const struct iovec* parts, int count, off_t at) {
  NEXT(pwritev);
  const Fate fate = meet_write("pwritev", fd);
  if (fate == Fate::fail) return -1;
  return real(fd, parts, fate == Fate::cut ? 1 : count, at);
}

extern "C" ssize_t pwritev64(int fd, const struct iovec* parts, int count, off64_t at) {
  NEXT(pwritev64);
  const Fate fate = meet_write("pwritev64", fd);
  if (fate == Fate::fail) return -1;
  return real(fd, parts, fate == Fate::cut ? 1 : count, at);
}
// NOLINTEND
