# An unfinished run goes on in its folder, from its last checkpoint: a further attempt of the same run.
. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/trainer.sh"
new_repo
commit_trainer
git config exp.resumeArgs '--resume {resume}'
STOP_AT=3 expect_status 3 git exp-run base --seed 5 -- ./train a
uuid=$(json_value __result__/base/0/run.json 'r["uuid"]')
snapshot_repo
expect_status 0 git exp-continue base/0
rm made.txt
expect_untouched
expect_line '^from checkpoint/epoch_3$' "$ERR"
expect_line '^base/0 · attempt 2 · seed 5 ·' "$ERR"
expect_line "^from 3, attempt 2, words: a --resume $PWD/__result__/base/0/checkpoint/epoch_3\$" "$OUT"
expect_json __result__/base/0/run.json "r['uuid'] == '$uuid'" 'r["state"] == "finished"' 'r["seed"]["root"] == 5' \
  '[a["state"] for a in r["attempts"]] == ["failed", "finished"]' \
  'r["attempts"][1]["resumed_from"] == "checkpoint/epoch_3"' \
  'r["attempts"][1]["command"] == ["./train", "a", "--resume", "{resume}"]' 'r["command"] == ["./train", "a"]' \
  'r["metrics"]["loss"]["count"] == 6' 'r["metrics"]["loss"]["last"] == 171' 'r["metrics"]["loss"]["first"] == 1005'
expect_exists __result__/base/0/attempt-1.json __result__/base/0/attempt-2.json
[ "$(grep -c '^====== base/0' __result__/base/0/log)" = 2 ] || fail "the log does not hold both attempts"
git notes --ref=exp show HEAD >../note
[ "$(grep -c '"run":"base/0"' ../note)" = 2 ] || fail "not a line for each ended attempt"
