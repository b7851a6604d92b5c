. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/trainer.sh"
# A fork that failed before its first checkpoint is continued from the one that it was forked from, later from its own; a rerun
# starts from the same bytes, and says so if they are gone.
new_repo
commit_trainer
git exp-run -q base --seed 1 -- ./train
commit_file fails '[ "$GIT_EXP_ATTEMPT" -gt 1 ] || exit 4; ./train'
expect_status 4 git exp-run tune --fork base/0:5 --seed 1 -- sh fails
expect_status 0 git exp-continue tune/0
expect_line '^from checkpoint/forked/epoch_5$' "$ERR"
expect_line '^from 5, attempt 2' "$OUT"

expect_status 0 git exp-run again --fork base/0:2 --seed 1 -- ./train
rm -r __result__/base
expect_status 0 git exp-rerun --verify again/0
expect_line '^from 2, attempt 1' __result__/again/1/log
expect_json __result__/again/1/run.json 'r["forked_from"]["run"] == "base/0"'
echo other >__result__/again/0/checkpoint/forked/epoch_2
expect_status 125 git exp-rerun again/0
expect_line "^fatal: 'again/0' started from 'base/0', 'checkpoint/epoch_2', which is not here, or not the same any more$" "$ERR"
expect_absent __result__/again/2

# In the background it has its copy before the command returns: what happens to the source then does not matter.
expect_status 0 git exp-run -d later --fork again/1:3 --seed 1 -- ./train
rm -r __result__/again
wait_until grep -q '"finished"' __result__/later/0/run.json
expect_line '^from 3, attempt 1' __result__/later/0/log
wait_until git exp-log -f -n 0 later/0
