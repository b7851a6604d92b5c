. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/trainer.sh"
# --fork FILE: of nobody, of a run here, of a run of another clone, of a run that may only be read.
new_repo
commit_trainer
git exp-run -q base --seed 1 -- ./train
git clone -q --no-hardlinks . ../clone
cd ../clone
mkdir sub
echo 4 >"$scratch/pretrained"
expect_status 125 git exp-run tune --fork "$scratch/pretrained"
expect_line '^fatal: no command: ' "$ERR"
expect_status 0 git exp-run tune --fork "$scratch/pretrained" -- ./train
expect_line '^from 4, ' "$OUT"
expect_json __result__/tune/0/run.json '"uuid" not in r["forked_from"]' \
  'r["forked_from"]["checkpoint"] == "'"$scratch/pretrained"'"'

# Another user's, who gave leave to read only.
theirs=$scratch/work/repo/__result__/base/0
give_to_other_user "$scratch/work/clone"
expect_status 0 as_other_user git exp-run tune --fork "$theirs/checkpoint/epoch_3" -- ./train
expect_line '^from base/0 checkpoint/epoch_3$' "$ERR"
expect_line '^from 3, ' "$OUT"
expect_json __result__/tune/1/run.json 'r["forked_from"]["run"] == "base/0"' \
  'r["forked_from"]["uuid"] == "'"$(json_value "$theirs/run.json" 'r["uuid"]')"'"'

cd sub
: >"$scratch/empty"
expect_status 125 as_other_user git exp-run tune --fork "$scratch/empty" -- true
expect_line "^fatal: checkpoint '.*/empty' is empty$" "$ERR"
expect_status 0 as_other_user git exp-run tune --fork ../__result__/tune/1/checkpoint/epoch_5 -- ../train
expect_json ../__result__/tune/2/run.json 'r["forked_from"]["run"] == "tune/1"'

# RUN is a folder of another clone, which may only be read; a path that is not there is said to be that.
cd ..
expect_status 0 as_other_user git exp-run tune --fork "$scratch/work/repo/__result__/base/0:3" -- ./train
expect_line '^from base/0 checkpoint/epoch_3$' "$ERR"
expect_json __result__/tune/3/run.json 'r["forked_from"]["uuid"] == "'"$(json_value "$theirs/run.json" 'r["uuid"]')"'"'
expect_status 125 as_other_user git exp-run tune --fork ../repo/__result__/base/0:77 -- ./train
expect_line "^fatal: there is no checkpoint '77' of 'base/0'$" "$ERR"
expect_status 125 as_other_user git exp-run tune --fork "$scratch/none.pt" -- ./train
expect_line "^fatal: there is no checkpoint '.*/none.pt'$" "$ERR"
