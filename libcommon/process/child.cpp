#include "process/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "base/time.h"
#include "base/trace.h"

namespace process {
namespace {

constexpr std::int64_t after_kill_ms = 1000;

/// posix_spawn's lists, freed on every path.
struct SpawnSettings {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  SpawnSettings() {
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
  }
  ~SpawnSettings() {
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
};

/// If we were started with 0, 1 or 2 closed, a new descriptor may land there and be overwritten in the child
/// before it is put into its place.
base::UniqueFd above_standard(base::UniqueFd fd) {
  if (fd.value() < 0 || fd.value() > 2) return fd;
  base::UniqueFd higher(::fcntl(fd.value(), F_DUPFD_CLOEXEC, 3));
  if (!higher) throw base::UserError("cannot duplicate a descriptor: " + base::error_text(errno));
  return higher;
}

/// An anonymous file and not a pipe: nobody has to feed it, and a child that does not read costs no SIGPIPE.
base::UniqueFd input_file(const std::string& input) {
  if (input.empty()) return base::UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  base::UniqueFd file(::memfd_create("input", MFD_CLOEXEC));
  if (!file || !base::write_all(file.value(), input) || ::lseek(file.value(), 0, SEEK_SET) != 0)
    throw base::UserError("cannot hold a program's input: " + base::error_text(errno));
  return file;
}

std::vector<char*> as_c_array(const std::vector<std::string>& words) {
  std::vector<char*> array;
  array.reserve(words.size() + 1);
  for (const auto& word : words) array.push_back(const_cast<char*>(word.c_str()));
  array.push_back(nullptr);
  return array;
}

void set_attributes(posix_spawnattr_t& attributes, bool own_group) {
  sigset_t none, pipe_only;
  ::sigemptyset(&none);
  ::sigemptyset(&pipe_only);
  ::sigaddset(&pipe_only, SIGPIPE);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &pipe_only);
  int flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
  if (own_group) flags |= POSIX_SPAWN_SETPGROUP;
  ::posix_spawnattr_setflags(&attributes, static_cast<short>(flags));
}

/// Inherited from a careless caller, it would take every exit status from us.
void stop_ignoring_children() {
  struct sigaction action;
  if (::sigaction(SIGCHLD, nullptr, &action) == 0 && action.sa_handler == SIG_IGN) ::signal(SIGCHLD, SIG_DFL);
}

int exit_status(int wait_status) {
  return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

/// One read. False at the end of the file, and when nothing is there on a non-blocking descriptor.
bool read_some(int fd, std::string& bytes) {
  char buffer[65536];
  ssize_t n;
  do n = ::read(fd, buffer, sizeof buffer);
  while (n < 0 && errno == EINTR);
  if (n > 0) bytes.append(buffer, static_cast<std::size_t>(n));
  return n > 0;
}

/// What is in the pipe now, without waiting for more.
void read_what_is_there(int fd, std::string& bytes) {
  if (fd < 0) return;
  ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
  while (read_some(fd, bytes)) continue;
}

int remaining(std::optional<std::int64_t> deadline) {
  if (!deadline) return -1;
  return static_cast<int>(std::clamp<std::int64_t>(*deadline - base::steady_ms(), 0, 1'000'000'000));
}

/// Reads both pipes until they end or the child does. False at the deadline.
bool collect(base::UniqueFd& out, base::UniqueFd& err, int end_fd, std::optional<std::int64_t> deadline,
             Result& result) {
  while (out || err) {
    std::array<pollfd, 3> fds{{{out.value(), POLLIN, 0}, {err.value(), POLLIN, 0}, {end_fd, POLLIN, 0}}};
    const int ready = ::poll(fds.data(), fds.size(), remaining(deadline));
    if (ready < 0 && errno != EINTR) return false;
    if (ready == 0) return false;
    if (ready < 0) continue;
    if (fds[2].revents) {
      read_what_is_there(out.value(), result.out);
      read_what_is_there(err.value(), result.err);
      return true;
    }
    if (fds[0].revents && !read_some(out.value(), result.out)) out.reset();
    if (fds[1].revents && !read_some(err.value(), result.err)) err.reset();
  }
  return true;
}

}  // namespace

Child::Child(const Command& command) : own_group_(!command.inherit_input) {
  stop_ignoring_children();
  SpawnSettings settings;
  base::UniqueFd in;
  base::Pipe out, err;
  if (!command.folder.empty()) ::posix_spawn_file_actions_addchdir_np(&settings.actions, command.folder.c_str());
  if (!command.inherit_input) {
    in = above_standard(input_file(command.input));
    ::posix_spawn_file_actions_adddup2(&settings.actions, in.value(), 0);
  }
  if (!command.inherit_output) {
    for (base::Pipe* pipe : {&out, &err}) {
      *pipe = base::make_pipe();
      pipe->write_end = above_standard(std::move(pipe->write_end));
    }
    ::posix_spawn_file_actions_adddup2(&settings.actions, out.write_end.value(), 1);
    ::posix_spawn_file_actions_adddup2(&settings.actions, err.write_end.value(), 2);
  }
  ::posix_spawn_file_actions_addclosefrom_np(&settings.actions, 3);
  set_attributes(settings.attributes, own_group_);

  const auto argv = as_c_array(command.argv);
  const std::vector<std::string> unused;
  const auto environment = as_c_array(command.environment ? *command.environment : unused);
  const int error = argv[0] == nullptr
                        ? ENOENT
                        : ::posix_spawnp(&pid_, argv[0], &settings.actions, &settings.attributes, argv.data(),
                                         command.environment ? environment.data() : environ);
  if (error == EAGAIN || error == ENOMEM)
    throw base::UserError("cannot start " + base::quoted(command.argv[0]) + ": " + base::error_text(error));
  if (error != 0) {
    pid_ = -1;
    failed_ = Result{};
    failed_->status = error == ENOENT || error == ENOTDIR ? 127 : 126;
    failed_->err = base::printable(argv[0] ? command.argv[0] : "") + ": " + base::error_text(error) + "\n";
    return;
  }
  // Tells the end of the child in a poll; without it (before Linux 5.3) the end of its pipes has to do.
  end_.reset(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
  out_ = std::move(out.read_end);
  err_ = std::move(err.read_end);
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      own_group_(other.own_group_),
      end_(std::move(other.end_)),
      out_(std::move(other.out_)),
      err_(std::move(other.err_)),
      failed_(std::move(other.failed_)) {}

Child& Child::operator=(Child&& other) noexcept {
  if (this == &other) return *this;
  kill_and_reap();
  pid_ = std::exchange(other.pid_, -1);
  own_group_ = other.own_group_;
  end_ = std::move(other.end_);
  out_ = std::move(other.out_);
  err_ = std::move(other.err_);
  failed_ = std::move(other.failed_);
  return *this;
}

Child::~Child() {
  kill_and_reap();
}

void Child::kill_and_reap() {
  if (pid_ < 0) return;
  ::kill(own_group_ ? -pid_ : pid_, SIGKILL);
  int wait_status = 0;
  (void)reap_within(after_kill_ms, wait_status);
  pid_ = -1;
}

bool Child::reap_within(std::int64_t ms, int& wait_status) {
  const std::int64_t deadline = base::steady_ms() + ms;
  while (true) {
    const pid_t reaped = ::waitpid(pid_, &wait_status, WNOHANG);
    if (reaped == pid_ || (reaped < 0 && errno != EINTR)) return true;
    if (base::steady_ms() >= deadline) return false;
    pollfd end{end_.value(), POLLIN, 0};
    (void)::poll(&end, 1, end_ ? remaining(deadline) : 1);
  }
}

bool Child::has_ended() const {
  if (failed_ || pid_ < 0) return true;
  pollfd end{end_.value(), POLLIN, 0};
  return end_ && ::poll(&end, 1, 0) > 0;
}

Result Child::wait(std::optional<std::int64_t> timeout_ms) {
  if (failed_) return std::move(*failed_);
  Result result;
  if (pid_ < 0) return result;
  std::optional<std::int64_t> deadline;
  if (timeout_ms) deadline = base::steady_ms() + *timeout_ms;

  int wait_status = 0;
  bool ended = collect(out_, err_, end_.value(), deadline, result);
  if (ended && deadline) {
    ended = reap_within(remaining(deadline), wait_status);
  } else if (ended) {
    while (::waitpid(pid_, &wait_status, 0) < 0 && errno == EINTR) continue;
  }
  if (ended) {
    result.status = exit_status(wait_status);
    pid_ = -1;
    return result;
  }
  result.timed_out = true;
  result.status = 128 + SIGKILL;
  kill_and_reap();
  read_what_is_there(out_.value(), result.out);
  read_what_is_there(err_.value(), result.err);
  return result;
}

Result run(const Command& command, std::optional<std::int64_t> timeout_ms) {
  const base::Trace trace("run " + base::shell_join(command.argv));
  return Child(command).wait(timeout_ms);
}

}  // namespace process
