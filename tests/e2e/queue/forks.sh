. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/trainer.sh"
# --fork with several runs, or in the queue: each has its own copy of the checkpoint, taken when it is submitted.
new_repo
commit_trainer
git config exp.resumeArgs '--resume {resume}'
git exp-run -q base --seed 1 -- ./train
expect_status 0 git exp-run tune -n --seeds 1..2 --fork base/0:3 -S lr=0.1 -- ./train
expect_line "^command of the first:  ./train --resume $PWD/__result__/tune/0/checkpoint/forked/epoch_3 --lr=0.1\$" "$OUT"
expect_absent __result__/tune
expect_status 0 git exp-run tune --seeds 1..2 --fork base/0:3 -- ./train
for id in 0 1; do
  expect_line "^from 3, attempt 1, words: --resume .*/__result__/tune/$id/checkpoint/forked/epoch_3\$" __result__/tune/$id/log
  expect_json __result__/tune/$id/run.json 'r["forked_from"]["run"] == "base/0"' 'len(r["forked_from"]["sha256"]) == 64' \
    'r["attempts"][0]["resumed_from"] == "checkpoint/forked/epoch_3"'
done
expect_status 0 git exp-run tune --seeds 1..2 --fork base/0:3 -- ./train
expect_line '^2 of 2 runs have finished, or are on the way, and are left out$' "$ERR"
expect_status 0 git exp-run tune --seeds 1..2 --fork base/0:4 -- ./train
expect_line '^from 4, ' __result__/tune/3/log

# What becomes of the source while it waits does not matter.
mkfifo "$scratch/gate"
git exp-run -q --queue first -- sh -c "cat '$scratch/gate'"
expect_status 0 git exp-run --queue later --seed 4 --fork base/0:2 -- ./train
rm -r __result__/base
echo >"$scratch/gate"
wait_until grep -q '"finished"' __result__/later/0/run.json
expect_line '^from 2, attempt 1' __result__/later/0/log
wait_until sh -c '[ -z "$(ls .git/exp/queue)" ]'

# It cannot be copied: there is no run, and nothing is left.
mkdir "$scratch/folder"
mkfifo "$scratch/folder/pipe"
expect_status 125 git exp-run --seeds 1..2 bad --fork "$scratch/folder" -- ./train
expect_absent __result__/bad/0
expect_status 0 git exp-status --porcelain
if grep -q 'bad/' "$OUT"; then fail "it is still marked: $(cat "$OUT")"; fi
