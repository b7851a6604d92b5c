. "${EXP_TESTS:?}/support/lib.sh"
# ^C on a terminal ends the following with 130, quietly, and does no harm to the run.
new_repo
commit_file t.sh 'echo begun; while [ ! -e "$GO" ]; do sleep 0.05; done; echo ended'
export GO="$scratch/go"
git-exp-run -q base -- sh t.sh >/dev/null 2>&1 &
runner=$!
wait_until grep -qs '^begun$' __result__/base/0/log
cat >../type.py <<'PYTHON'
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp("git-exp-log", ["git-exp-log", "-f", "base/0"])
seen = b""
while b"begun" not in seen:
    seen += os.read(terminal, 4096)
os.write(terminal, b"\x03")
try:
    while data := os.read(terminal, 4096):
        seen += data
except OSError:
    pass
print(seen.split(b"begun")[1].decode(), end="")
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
PYTHON
expect_status 130 python3 ../type.py
expect_no_line 'finished|error|fatal|warning' "$OUT"
touch "$GO"
wait $runner || fail "the run was harmed: $?"
expect_status 0 git exp-log -n 2 base/0
expect_line '^ended$' "$OUT"
