. "${EXP_TESTS:?}/support/lib.sh"
# A program that only prints: its metrics are shown while it runs, and after its supervisor was killed.
new_repo
git config exp.metric acc:max
commit_file t.sh 'for e in 1 2 3; do echo "epoch: $e"; echo "loss: $((9 - e))"; echo "acc: 0.$((5 - e))"; done; while [ ! -e "$GO" ]; do sleep 0.05; done'
export GO="$scratch/go"
git exp-run -q -d asr -- sh t.sh --epochs=30 >/dev/null
wait_until sh -c 'git exp-status | grep -q "acc  *0.2"'
expect_status 0 git exp-status
expect_line '^running +progress +metric +best +elapsed' "$OUT"
expect_line '^asr/0 +epoch 3/30 +acc 0\.2 +0\.4 \(1\) ' "$OUT"
expect_metrics() {
  expect_status 0 git exp-show asr/0
  expect_line '^acc +0\.2 +3 +0\.4 +1 +0\.2 ' "$OUT"
  expect_line '^loss +6 +3 +6 +3 +8 ' "$OUT"
}
expect_metrics
kill -9 "$(json_value __result__/asr/0/attempt-1.json 'r["pid"]')"
wait_until sh -c 'git exp-status | grep -q "^asr/0 *lost"'
expect_status 0 git exp-status
expect_line '^asr/0 +lost +epoch 3/30 +acc 0\.2 ' "$OUT"
expect_metrics
touch "$GO"
expect_status 0 git exp-continue -q asr/0
expect_json __result__/asr/0/run.json 'r["metrics"]["acc"]["last"] == 0.2'

# What the file says otherwise is no metric, and hangs nobody.
git exp-run -q -d asr -- sh -c 'echo "acc: 0.9"; while [ ! -e "$GO.2" ]; do sleep 0.05; done' >/dev/null
wait_until sh -c 'git exp-status | grep -q "acc  *0.9"'
heartbeat=__result__/asr/1/heartbeat
for text in '{"attempt":1,"metrics":{"acc":{"last":0.' '{"attempt":1,"metrics":[1]}' '[]' '' "$(head -c 99999 /dev/zero | tr '\0' x)"; do
  printf '%s\n' "$text" >$heartbeat.new
  mv $heartbeat.new $heartbeat
  expect_status 0 git exp-status
  expect_line '^asr/1 ' "$OUT"
  if grep -q 'acc 0.9' "$OUT"; then fail "a metric from: $text"; fi
done
printf '%s\n' '{"attempt":1,"metrics":{"\u001b[31mred":{"last":1}},"gpu_memory_bytes":-1}' >$heartbeat
expect_status 0 git exp-status
if grep -q "$(printf '\033')" "$OUT"; then fail "an escape sequence reached the output"; fi
rm $heartbeat
mkfifo $heartbeat
expect_status 0 timeout 10 git exp-status
touch "$GO.2"
wait_until grep -q '"finished"' __result__/asr/1/run.json
