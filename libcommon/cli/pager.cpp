#include "cli/pager.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "base/fd.h"
#include "base/text.h"
#include "cli/colour.h"

namespace cli {

std::optional<std::string> find_pager(const std::optional<std::string>& pager_exp,
                                      const std::optional<std::string>& core_pager) {
  if (!is_terminal(1) || std::getenv("GIT_PAGER_IN_USE")) return std::nullopt;
  std::string command = "less";
  if (const char* pager = std::getenv("PAGER")) command = pager;
  if (core_pager) command = *core_pager;
  if (pager_exp) {
    const std::string word = base::lower_ascii(*pager_exp);
    if (word == "false" || word == "no" || word == "off" || word == "0") return std::nullopt;
    if (word != "true" && word != "yes" && word != "on" && word != "1") command = *pager_exp;
  }
  if (const char* pager = std::getenv("GIT_PAGER")) command = pager;
  if (command.empty() || command == "cat") return std::nullopt;
  return command;
}

Pager::Pager(const std::optional<std::string>& command) {
  if (!command) return;
  base::Pipe pipe = base::make_pipe();
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(pipe.read_end.value(), 0);
    ::setenv("LESS", "FRX", 0);
    ::setenv("LV", "-c", 0);
    ::execl("/bin/sh", "sh", "-c", command->c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  if (pid_ < 0) return;
  ::setenv("GIT_PAGER_IN_USE", "1", 1);
  saved_stdout_ = ::fcntl(1, F_DUPFD_CLOEXEC, 3);
  ::dup2(pipe.write_end.value(), 1);
}

Pager::~Pager() {
  if (pid_ < 0) return;
  // ^C belongs to the pager now: we must outlive it, or the shell's prompt comes back into its screen.
  std::signal(SIGINT, SIG_IGN);
  ::dup2(saved_stdout_, 1);
  ::close(saved_stdout_);
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  std::signal(SIGINT, SIG_DFL);
}

}  // namespace cli
