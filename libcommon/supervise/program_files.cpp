#include "supervise/program_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "process/pseudo_terminal.h"

namespace supervise {
namespace {

bool same_file(int a, int b) {
  struct stat first, second;
  return ::fstat(a, &first) == 0 && ::fstat(b, &second) == 0 && first.st_dev == second.st_dev &&
         first.st_ino == second.st_ino;
}

base::UniqueFd copy(int fd) {
  return base::UniqueFd(::fcntl(fd, F_DUPFD_CLOEXEC, 3));
}

/// Gives our end to `output`, returns the program's.
base::UniqueFd connect_pipe(Stream stream, int our_fd, ProgramOutput& output) {
  constexpr int wanted_bytes = 1 << 20;
  base::Pipe pipe = base::make_pipe();
  (void)::fcntl(pipe.read_end.value(), F_SETPIPE_SZ, wanted_bytes);  // more than a user's share is refused: fine
  (void)::fcntl(pipe.read_end.value(), F_SETFL, O_NONBLOCK);
  output.add(std::move(pipe.read_end), stream, our_fd, false);
  return std::move(pipe.write_end);
}

void connect_terminal(ProgramFiles& files, ProgramOutput& output, std::optional<Keyboard>& keyboard) {
  auto terminal = process::open_pseudo_terminal(STDOUT_FILENO);
  files.our_terminal = terminal.ours.value();
  files.terminal = std::move(terminal.programs);
  files.out = copy(files.terminal.value());
  if (::isatty(STDERR_FILENO) == 1) files.err = copy(files.terminal.value());
  if (::isatty(STDIN_FILENO) == 1) {
    files.in = copy(files.terminal.value());
    keyboard.emplace(STDIN_FILENO, files.our_terminal);
  }
  output.add(std::move(terminal.ours), Stream::out, STDOUT_FILENO, true);
}

}  // namespace

ProgramFiles connect_program(bool use_pty, bool in_background, int null_fd, ProgramOutput& output,
                             std::optional<Keyboard>& keyboard) {
  ProgramFiles files;
  if (use_pty) {
    connect_terminal(files, output, keyboard);
  } else {
    files.out = connect_pipe(Stream::out, STDOUT_FILENO, output);
    // Two pipes would lose the order in which their writers wrote.
    if (in_background || same_file(STDOUT_FILENO, STDERR_FILENO)) files.err = copy(files.out.value());
    // In the background it would read what is typed for the shell: nothing stops it, the terminal is not its own.
    if (in_background || (::isatty(STDIN_FILENO) == 1 && !process::is_foreground(STDIN_FILENO)))
      files.in = copy(null_fd);
  }
  if (!files.err) files.err = connect_pipe(Stream::err, STDERR_FILENO, output);
  return files;
}

void open_standard_files() {
  int fd;
  do fd = ::open("/dev/null", O_RDWR);
  while (fd >= 0 && fd <= 2);
  if (fd > 2) ::close(fd);
}

}  // namespace supervise
