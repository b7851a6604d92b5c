. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/trainer.sh"
# --fork: a new run of this commit starts from a checkpoint of another, which it has as its own from then on.
new_repo
commit_trainer
git exp-run -q base --seed 1 -S lr=0.1 -- ./train
commit_file note 'new code'
expect_status 0 git exp-run tune --fork base/0:2 --seed 1
expect_line '^from base/0 checkpoint/epoch_2$' "$ERR"
expect_line '^command of base/0: ./train -S lr=0.1$' "$ERR"
expect_line '^from 2, attempt 1, words: --lr=0.1$' "$OUT"
folder=__result__/tune/0
expect_file $folder/checkpoint/forked/epoch_2 2
expect_file __result__/base/0/checkpoint/epoch_2 2
expect_json $folder/run.json 'r["commit"] == "'"$(git rev-parse HEAD)"'"' \
  'r["forked_from"]["run"] == "base/0"' \
  'r["forked_from"]["uuid"] == "'"$(json_value __result__/base/0/run.json 'r["uuid"]')"'"' \
  'r["forked_from"]["checkpoint"] == "checkpoint/epoch_2"' \
  'r["forked_from"]["sha256"] == "'"$(sha256sum <$folder/checkpoint/forked/epoch_2 | cut -d' ' -f1)"'"' \
  'r["attempts"][0]["resumed_from"] == "checkpoint/forked/epoch_2"'
expect_status 0 git exp-show tune/0
expect_line 'forked from +base/0 from checkpoint/epoch_2' "$OUT"
expect_status 0 git exp-diff base/0 tune/0 --command
expect_line 'forked from .*base/0 checkpoint/epoch_2 \([0-9a-f]{12}\)' "$OUT"
git notes --ref=exp show | grep -q '"forked_from":{"uuid":"' || fail "not in the note"

# The last one where none is said; RUN alone; the experiment's own command does not count.
expect_status 0 env EPOCHS=7 git exp-run tune --fork base -- ./train more
expect_line '^from 6, attempt 1, words: more$' "$OUT"
expect_status 125 git exp-run tune --fork base/0:77
expect_stderr - <<'END'
fatal: there is no checkpoint '77' of 'base/0'
hint: there are: last, 1, 2, 3, 4, 5, 6
END
expect_absent __result__/tune/2
expect_status 125 git exp-run tune --fork base/9
expect_status 129 git exp-run tune --fork base/0:

# The best by exp.metric, where the program calls none so; of a log by steps the epoch of the best step.
expect_status 125 git exp-run tune --fork base/0:best -- ./train
expect_line '^hint: git config exp.metric <name>:max ' "$ERR"
git config exp.metric loss:max
expect_status 0 git exp-run tune --fork base/0:best -- ./train
expect_line '^best: loss [0-9.]* at epoch 1$' "$ERR"
expect_line '^from 1, ' "$OUT"
commit_file steps 'for e in 1 2 3; do echo "{\"step\": ${e}00, \"epoch\": $e, \"acc\": $((e % 3))}" >>"$GIT_EXP_METRICS"; echo $e >"$GIT_EXP_CHECKPOINT_DIR/epoch_$e"; done'
git config exp.metric acc:max
expect_status 0 git exp-run -q steps -- sh steps
expect_status 0 git exp-run tuned --fork steps:best -- ./train
expect_line '^best: acc 2 at epoch 2$' "$ERR"
expect_line '^from 2, ' "$OUT"
rm __result__/steps/0/checkpoint/epoch_2
expect_status 125 git exp-run tuned --fork steps:best -- ./train
expect_line '^its best is acc 2 at epoch 2, of which there is no checkpoint$' "$ERR"
expect_line "^hint: there are: 1, 3$" "$ERR"
# The folder of an experiment is no checkpoint.
expect_status 125 git exp-run tuned --fork "$PWD/__result__/steps" -- ./train
expect_line "is the folder of an experiment, and no checkpoint$" "$ERR"
