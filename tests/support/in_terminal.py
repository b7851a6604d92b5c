"""Runs a command under a pseudo-terminal of 24 lines and 80 columns; copies what it shows; returns its status.

What stands in EXP_TYPED is typed at once; with EXP_TYPED_AT, as soon as there is a file of that name."""
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios

pid, terminal = pty.fork()
if pid == 0:
    for number in (signal.SIGINT, signal.SIGQUIT):  # a script's background job ignores them
        signal.signal(number, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        os.execvp(sys.argv[1], sys.argv[1:])
    except OSError as error:
        print(error, file=sys.stderr)
        os._exit(127)
typed, at = os.environ.get("EXP_TYPED", "").encode(), os.environ.get("EXP_TYPED_AT")
while True:
    if typed and (not at or os.path.exists(at)):
        os.write(terminal, typed)
        typed = b""
    if typed and not select.select([terminal], [], [], 0.02)[0]:
        continue
    try:
        data = os.read(terminal, 65536)
    except OSError:  # EIO: the other side is closed
        break
    if not data:
        break
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
status = os.waitpid(pid, 0)[1]
sys.exit(os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
