# A program that keeps no checkpoints starts from the beginning, and its metrics are not doubled.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
cat >train <<'PROGRAM'
for epoch in 1 2 3 4; do
  echo "{\"epoch\": $epoch, \"loss\": $((10 - epoch))}" >>"$GIT_EXP_METRICS"
  printf 'epoch: %s\nerror: %s\n' "$epoch" "$((20 - epoch))"
  [ "$GIT_EXP_ATTEMPT" -gt 1 ] || [ $epoch -lt 3 ] || exit 1
done
[ -z "${GIT_EXP_RESUME:-}" ]
PROGRAM
commit_all
expect_status 1 git exp-run base -- sh train
expect_status 0 git exp-continue
expect_line '^no checkpoint: it starts from the beginning$' "$ERR"
expect_json __result__/base/0/run.json 'r["metrics"]["loss"]["count"] == 4' 'r["metrics"]["loss"]["last"] == 6' \
  'r["metrics"]["error"]["count"] == 4' 'r["metrics"]["error"]["max"] == 19' 'r["attempts"][1].get("resumed_from") is None'
[ "$(wc -l <__result__/base/0/metrics.jsonl)" = 7 ] || fail 'metrics.jsonl was touched'
