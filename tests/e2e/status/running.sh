. "${EXP_TESTS:?}/support/lib.sh"
# How far a run has come, how it ended, and that a look is remembered.
new_repo
git config exp.metric acc:max
commit_file t.sh 'for e in 1 2 3; do echo "{\"epoch\": $e, \"acc\": 0.$((5 - e))}" >>"$GIT_EXP_METRICS"; done; echo ready; while [ ! -e "$GO" ]; do sleep 0.05; done'
export GO="$scratch/go"
expect_status 0 git exp-status
expect_stdout ''
expect_stderr 'nothing runs, waits, or is lost, and nothing has ended since your last look'
git-exp-run -q asr -- sh t.sh --epochs=30 >../out 2>../err &
runner=$!
wait_until grep -qs '^ready$' ../out
expect_status 0 git exp-status
expect_stderr ''
expect_line '^running +progress +metric +best +elapsed' "$OUT"
expect_line '^asr/0 +epoch 3/30 +acc 0\.2 +0\.4 \(1\) ' "$OUT"
git exp-status --json >../json
expect_json ../json 'r[0]["name"] == "asr/0" and r[0]["group"] == r[0]["state"] == "running"' \
  'r[0]["epoch"] == 3 and r[0]["epochs"] == 30 and r[0]["last"] == 0.2 and r[0]["best"] == 0.4 and r[0]["best_epoch"] == 1' \
  'r[0]["memory_bytes"] > 100000 and r[0]["cpu_ms"] >= 0 and "left_ms" in r[0] and r[0]["place"] is None'
touch "$GO"
wait $runner
for form in --json --porcelain ''; do
  expect_status 0 git exp-status $form
  expect_line 'asr/0' "$OUT"
done
expect_line '^ended since your last look$' "$OUT"
expect_line '^  asr/0 finished in .* acc 0\.2 \(best 0\.4 at epoch 1\)$' "$OUT"
expect_status 0 git exp-status
expect_stdout ''

# Of many that ended, what failed is shown.
git-exp-run -q many --seeds 1..25 -j 4 -- sh -c '[ "$GIT_EXP_SEED" -ne 2 ]' 2>/dev/null || :
git exp-status --json >../json
expect_json ../json 'len([one for one in r if one["group"] == "ended"]) == 20' \
  'all(one["elapsed_ms"] is not None for one in r)' '[one["name"] for one in r if one["state"] == "failed"] == ["many/1"]'
expect_status 0 git exp-status
expect_line '^  many/1 failed ' "$OUT"
expect_line '^  and 5 more: git exp-list -r$' "$OUT"
