. "${EXP_TESTS:?}/support/lib.sh"
# A run that no supervisor can claim stays in the queue, which is said; the others are run. One that cannot have its code is
# closed as failed, with the reason.
new_repo
mkfifo "$scratch/gate"
commit_file train.sh "[ \$GIT_EXP_SEED != 1 ] || cat '$scratch/gate'"
give_to_other_user . "$scratch/home" "$scratch/gate"
as_other_user "$EXP_BIN/git-exp-run" base --seeds 1..3 -- sh train.sh >"$OUT" 2>"$ERR" &
waiter=$!
is_claimed() { [ -e __result__/base/0/attempt-1.json ]; }
wait_until is_claimed
chmod a-w __result__/base/1
: >"$scratch/gate"
status=0; wait $waiter || status=$?
[ $status -eq 1 ] || fail "status $status: $(cat "$ERR")"
expect_line "^warning: 'base/1' could not be started, and stays in the queue" "$ERR"
expect_line '^3 runs: 2 finished, 1 not started$' "$ERR"
expect_json __result__/base/1/run.json 'r["state"] == "queued"'
expect_exists .git/exp/queue/*/submission.json
git config --global --add safe.directory '*'
echo edited >>train.sh
expect_status 1 git -c exp.isolate=never exp-run other --seeds 1..1 --snapshot -- true
expect_line "other/0' needs a checkout of its own, and exp.isolate is 'never'" "$ERR"
expect_json __result__/other/0/run.json 'r["state"] == "failed"' '"exp.isolate" in r["attempts"][0]["trouble"]'
