"""Runs a command under a pseudo-terminal of 24 lines and 80 columns; copies what it shows; returns its status.

What stands in EXP_TYPED is typed at once."""
import fcntl
import os
import pty
import struct
import sys
import termios

pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        os.execvp(sys.argv[1], sys.argv[1:])
    except OSError as error:
        print(error, file=sys.stderr)
        os._exit(127)
os.write(terminal, os.environ.get("EXP_TYPED", "").encode())
while True:
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
