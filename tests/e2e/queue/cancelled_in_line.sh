. "${EXP_TESTS:?}/support/lib.sh"
# Runs that are taken out of the queue end the command that waits for them, though another's run has the place.
new_repo
commit_file wait.sh 'while [ ! -e "$GO" ]; do sleep 0.02; done'
export GO="$scratch/go"
git exp-run -q --queue a -- sh wait.sh
wait_until grep -q '"running"' __result__/a/0/run.json
git exp-run --seeds 1..2 b -- true >"$OUT" 2>"$ERR" &
waiter=$!
in_line() { ls ".git/exp/slots/$(hostname)" | grep -q ^wait-; }
wait_until in_line
git exp-stop b/0 b/1 2>/dev/null
status=0; wait $waiter || status=$?
[ $status -eq 1 ] || fail "status $status"
expect_line '^2 runs: 0 finished, 2 not$' "$ERR"
if in_line; then fail "it still stands in line"; fi
[ "$(ls .git/exp/queue | wc -l)" = 1 ] || fail "its submission is left"
expect_json __result__/a/0/run.json 'r["state"] == "running"'
expect_json __result__/b/1/run.json 'r["state"] == "interrupted"'

# A place that a power failure left without a name is free once it is old.
: >"$GO"
wait_until sh -c '[ -z "$(ls .git/exp/queue)" ]'
place=".git/exp/slots/$(hostname)/0"
for text in '' zzz '{"host":'; do
  printf %s "$text" >"$place"
  touch -d '5 minutes ago' "$place"
  expect_status 0 git exp-run -q --again --seeds 3..3 c -- true
done

# A series that is typed again says that nobody starts what it left behind.
rm "$GO"
git exp-run -q -d --seeds 1..3 z -- sh wait.sh
wait_until grep -q '"running"' __result__/z/0/run.json
kill -9 "$(json_value .git/exp/queue/*/waiter.json 'r["pid"]')"
: >"$GO"
wait_until grep -q '"finished"' __result__/z/0/run.json
expect_status 1 git exp-run --seeds 1..3 z -- sh wait.sh
expect_line '^3 of 3 runs have finished, or are on the way, and are left out$' "$ERR"
expect_line '^warning: 2 of them wait, and nobody starts them$' "$ERR"
expect_line '^hint: git exp-status --resume ' "$ERR"
expect_status 0 git exp-status --resume
wait_until sh -c '[ -z "$(ls .git/exp/queue)" ]'
expect_json __result__/z/2/run.json 'r["state"] == "finished"'
