. "${EXP_TESTS:?}/support/lib.sh"
# The whole life: tag, kept commit, folder, record, note, log; and nothing of the user's is touched.
new_repo
commit_file train.sh 'echo "lr: 0.1"; echo "val/acc: 0.9"; echo "seed $GIT_EXP_SEED"'
snapshot_repo
expect_status 0 git exp-run base -m 'first try' --seed 7 -- sh train.sh
expect_untouched
expect_line '^seed 7$' "$OUT"
expect_line '^base/0 finished in [0-9.]+ s · lr 0.1, val/acc 0.9$' "$ERR"
[ "$(git cat-file -t base)" = tag ] || fail "not an annotated tag"
[ "$(git rev-parse 'base^{commit}')" = "$(git rev-parse HEAD)" ] || fail "tag elsewhere"
git tag -l --format='%(contents)' base >tag; expect_line '^first try$' tag; expect_line '^Exp-Experiment: 1$' tag; rm tag
git rev-parse -q --verify "refs/exp/commits/$(git rev-parse HEAD)" >"$OUT"
expect_json __result__/base/0/run.json 'r["run"] == "base/0"' 'r["state"] == "finished"' 'r["seed"]["root"] == 7' \
  'r["command"] == ["sh", "train.sh"]' 'r["attempts"][0]["exit"] == 0' 'r["metrics"]["val/acc"]["last"] == 0.9' \
  'r["message"] == "first try"'
expect_line '^val/acc: 0.9$' __result__/base/0/log
expect_line '^command: sh train.sh$' __result__/base/0/log
expect_json __result__/base/0/environment.json 'r["host"]'
git notes --ref=exp show >note
expect_line '^{"v":1,"run":"base/0","uuid":"[0-9a-f-]{36}","rev":[0-9]+,"commit":"[0-9a-f]{40}",' note
for schema in run:__result__/base/0/run.json note-line:note; do
  python=/usr/bin/python3
  $python -c 'import jsonschema' 2>/dev/null || skip "python3-jsonschema is not installed"
  $python "$EXP_TESTS/support/validate_schema.py" "$EXP_SOURCE/docs/schema/${schema%%:*}.schema.json" "${schema#*:}"
done
expect_absent .git/exp/pending/*
