. "${EXP_TESTS:?}/support/lib.sh"
# A run that has not ended, and one that was lost, show the same parameters and metrics in all three commands.
new_repo
cat >t.sh <<'SH'
printf '{"step":1,"loss":%s}\n{"step":2,"loss":0.5}\n' 2 >>"$GIT_EXP_METRICS"
echo '{"hparam":{"width":64},"metric":{"acc":0.25}}' >"$GIT_EXP_STATISTIC"
touch "$SAID"
while [ ! -e "$SAID.end" ]; do sleep 0.05; done
SH
commit_all program
export SAID="$scratch/said"
git exp-run -q base -S lr=0.1 -- sh t.sh --depth=3 &
job=$!
wait_until test -e "$SAID"
expect_values() {  # STATE
  expect_status 0 git exp-table --all --format csv --columns state,width,lr,depth,acc,loss,loss:max
  printf 'expernameid,state,width,lr,depth,acc,loss,loss:max\r\nbase/0,%s,64,0.1,3,0.25,0.5,2\r\n' "$1" >"$scratch/csv"
  expect_same "$scratch/csv" "$OUT"
  expect_status 0 git exp-show base/0
  for line in '^width +64$' '^lr +0\.1$' '^depth +3$' '^acc +0\.25 +0\.25 +0\.25$' '^loss +0\.5 +2 +0\.5 +2 +2 +1$'; do
    expect_line "$line" "$OUT"
  done
  expect_status 0 git exp-list -r --json
  expect_json "$OUT" "r[0]['state'] == '$1'" 'r[0]["metrics"] == {"acc": 0.25, "loss": 0.5}'
}
expect_values running
kill -9 "$(json_value __result__/base/0/attempt-1.json 'r["pid"]')"
wait "$job" || true
wait_until sh -c "git exp-list -r --porcelain | grep -q lost"
expect_values lost
touch "$SAID.end"
