. "${EXP_TESTS:?}/support/lib.sh"
# On a terminal the program has one, with its width; in a pipe it has none; a debugger can be talked to.
new_repo
commit_file a 1
commit_file b.py 'breakpoint(); print("after")'
in_terminal git exp-run base -- sh -c 'test -t 1 && test -t 2 && stty size' >"$scratch/seen"
expect_line "^24 80" "$scratch/seen"
expect_line '^24 80$' __result__/base/0/log
expect_status 1 git exp-run base -- test -t 1
printf 'p 40 + 2\nc\n' >"$scratch/keys"
expect_status 0 python3 - "$scratch/keys" <<'PYTHON'
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp("git", ["git", "exp-run", "base", "--", "python3", "b.py"])
seen, keys = b"", open(sys.argv[1], "rb").read().splitlines(True)
while True:
    try:
        data = os.read(terminal, 4096)
    except OSError:
        break
    seen += data
    if seen.count(b"(Pdb)") > 2 - len(keys) and keys:
        os.write(terminal, keys.pop(0))
sys.stdout.buffer.write(seen)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) or not (b"42" in seen and b"after" in seen))
PYTHON
