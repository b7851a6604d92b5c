. "${EXP_TESTS:?}/support/lib.sh"
# What waits in a shared result folder, and was changed there by somebody else, is not executed unasked.
[ "$(id -u)" -eq 0 ] || skip "only root can make files of another user"
new_repo
commit_file train 'echo hello'
mkfifo "$scratch/gate"
"$EXP_BIN/git-exp-run" base --seeds 1..2 -- sh -c "cat '$scratch/gate'" >"$OUT" 2>"$ERR" &
waiter=$!
wait_until test -e __result__/base/0/attempt-1.json
wait_until test -e __result__/base/1/queue
sed 's|"sh"|"touch", "'"$scratch"'/executed"|' __result__/base/1/run.json >"$scratch/changed.json"
cp "$scratch/changed.json" __result__/base/1/changed
mv __result__/base/1/changed __result__/base/1/run.json
give_to_other_user __result__/base/1/run.json
: >"$scratch/gate"
status=0; wait $waiter || status=$?
[ $status -eq 1 ] || fail "status $status: $(cat "$ERR")"
expect_line "^warning: 'base/1' could not be started, and stays in the queue" "$ERR"
expect_line "what it would execute is not what was submitted here" __result__/base/1/supervisor.log
expect_status 125 git exp-exec base/1
expect_status 0 git exp-status --resume
expect_absent "$scratch/executed"
expect_status 0 git exp-stop base/1
