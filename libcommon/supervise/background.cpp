#include "supervise/background.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "base/error.h"
#include "base/text.h"

namespace supervise {
namespace {

/// Trouble leaves the descriptor as it is.
void put_in_place(const char* path, int flags, int fd) {
  base::UniqueFd file(::open(path, flags | O_CLOEXEC | O_NOCTTY, 0666));
  // A command may be started with it closed: then it has been opened in its place.
  if (file && file.value() == fd)
    ::fcntl(file.release(), F_SETFD, 0);
  else if (file)
    ::dup2(file.value(), fd);
}

}  // namespace

Background::Background() {
  base::Pipe pipe = base::make_pipe();
  child_ = ::fork();
  if (child_ < 0) throw base::UserError("cannot make a process: " + base::error_text(errno));
  word_ = is_here() ? std::move(pipe.write_end) : std::move(pipe.read_end);
  if (is_here()) leave_terminal();
}

int Background::wait() {
  char word = 0;
  ssize_t n;
  do n = ::read(word_.value(), &word, 1);
  while (n < 0 && errno == EINTR);
  if (n == 1) return 0;
  int status = 0;
  while (::waitpid(child_, &status, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void Background::let_go(const std::string& log) {
  if (!word_) return;
  talk_into(log);
  const char word = '.';
  // Nobody may be there to read it any more: ^C.
  (void)!::write(word_.value(), &word, 1);
  word_.reset();
}

void leave_terminal() {
  ::setsid();
  ::signal(SIGINT, SIG_DFL);
  ::signal(SIGQUIT, SIG_DFL);
  put_in_place("/dev/null", O_RDONLY, STDIN_FILENO);
}

void talk_into(const std::string& log) {
  put_in_place("/dev/null", O_WRONLY, STDOUT_FILENO);
  put_in_place("/dev/null", O_WRONLY, STDERR_FILENO);
  put_in_place(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, STDERR_FILENO);
}

void tell_detached(const experiment::Store& store, const experiment::Record& record) {
  const std::string name = base::shell_quote(record.run);
  store.messages.note("it runs in the background:");
  store.messages.note("  git exp-log -f " + name + "    follows it");
  store.messages.note("  git exp-status" + std::string(name.size() + 5, ' ') + "shows what runs");
  store.messages.note("  git exp-stop " + name + "      stops it");
}

}  // namespace supervise
