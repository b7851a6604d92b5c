. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/hostile.sh"
# FIFOs, devices and folders in the place of a run's files: no command hangs, fills the memory or breaks.
new_repo
commit_file train '[ "$GIT_EXP_ATTEMPT" = 1 ] || exit 1
echo "acc: 0.5"
echo "{\"step\":1,\"loss\":2}" >"$GIT_EXP_METRICS"
echo "{\"metric\":{\"x\":1}}" >"$GIT_EXP_STATISTIC"
echo 1 >"$GIT_EXP_CHECKPOINT_DIR/epoch_1"
exit 1'
expect_status 1 git exp-run base -- sh train
expect_status 1 git exp-run --again base -- sh train
expect_status 0 git exp-record --label x base/0
for file in run.json statistic.json metrics.jsonl log edits.jsonl environment.json attempt-1.json params.json \
  checkpoint/epoch_1 checkpoint; do
  in_place_of __result__/base/0/$file 'exp-list -r' 'exp-show --env base/0' 'exp-log base/0' 'exp-diff base/0 base/1' \
    'exp-table --all' 'exp-record base/0' 'exp-continue base/0' 'exp-clean --dry-run base/0'
done
in_place_of __result__/base 'exp-list -r' 'exp-show base/0' 'exp-run --again base -- true'
expect_status 0 git exp-list -r --porcelain
[ "$(grep -c '^base/[01]	' "$OUT")" -eq 2 ] || fail "runs are missing: $(cat "$OUT")"
