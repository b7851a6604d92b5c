. "${EXP_TESTS:?}/support/lib.sh"
# ^C once: what runs ends, nothing more is started, what waits stays in the queue. Twice: what runs is stopped.
new_repo
mkfifo "$scratch/gate"
commit_file train.sh "mkdir -p '$scratch/began'; : >\"$scratch/began/\$GIT_EXP_SEED\"; cat '$scratch/gate'"
has_begun() { [ -e "$scratch/began/$1" ]; }
# By a process that is not its parent: what that sends at once after another signal is taken for git's echo of it.
# A script's background job ignores INT, and what it starts would, too.
with_int='import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])'
start() {
  python3 -c "$with_int" "$EXP_BIN/git-exp-run" base -j 1 --seeds "$1" -- sh train.sh >"$OUT" 2>"$ERR" &
  waiter=$!
}
start 1..3
wait_until has_begun 1
env kill -INT $waiter
says_so() { grep -q 'nothing more is started' "$ERR"; }
wait_until says_so
: >"$scratch/gate"
status=0; wait $waiter || status=$?
[ $status -eq 130 ] || fail "status $status"
expect_line '^3 runs: 1 finished, 2 not started$' "$ERR"
expect_json __result__/base/0/run.json 'r["state"] == "finished"'
for number in 1 2; do expect_json "__result__/base/$number/run.json" 'r["state"] == "queued"' 'r["attempts"] == []'; done
expect_status 0 git exp-list -r --porcelain
expect_line '^base/2	.*queued' "$OUT"
start 11..12
wait_until has_begun 11
env kill -INT $waiter
wait_until says_so
env kill -INT $waiter
status=0; wait $waiter || status=$?
[ $status -eq 130 ] || fail "status $status"
expect_json __result__/base/3/run.json 'r["state"] == "interrupted"'
expect_json __result__/base/4/run.json 'r["state"] == "queued"'
