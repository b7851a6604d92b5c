# Other seeds of an old run, wherever HEAD is.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
commit_file train 'echo "old: $GIT_EXP_SEED"; [ "$GIT_EXP_SEED" != 5 ]'
expect_status 0 git exp-run base -f -- sh train
commit_file train 'echo "new: $GIT_EXP_SEED"'
echo dirty >>train
snapshot_repo
expect_status 0 git exp-rerun base/0 --seed 77
expect_stdout 'old: 77'
expect_status 0 git exp-rerun base/0 --seeds 1..3
expect_stdout "$(printf 'old: 1\nold: 2\nold: 3')"
expect_status 1 git exp-rerun base/0 --seeds 4..6
expect_json __result__/base/7/run.json 'r["state"] == "finished"' 'r["seed"]["root"] == 6'
expect_status 0 git exp-rerun base/0 --new-seed
expect_json __result__/base/8/run.json 'r["seed"]["via"] == "drawn"'
expect_status 1 git exp-rerun base/6
expect_untouched
expect_status 129 git exp-rerun base/0 --seed 1 --new-seed
expect_status 129 git exp-rerun base/0 --seeds 3..1

# In the background they are queued: all have records, and each can be stopped.
expect_status 0 git exp-rerun -q -d base/0 --seeds 21..23
expect_stdout "$(printf 'base/10\nbase/11\nbase/12')"
wait_until sh -c '[ -z "$(ls .git/exp/queue)" ]'
for id in 10 11 12; do
  expect_line "^old: $((id + 11))\$" __result__/base/$id/log
  expect_json __result__/base/$id/run.json 'r["rerun_of"]["run"] == "base/0" and r["state"] == "finished"'
done
