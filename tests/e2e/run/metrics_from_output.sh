. "${EXP_TESTS:?}/support/lib.sh"
# 'name: number' lines, patterns, redrawn lines; switched off by exp.captureMetrics.
new_repo
commit_file t.sh 'for e in 1 2 3; do echo "epoch: $e"; echo "loss: 0.$((5 - e))"; done; echo "not a metric: 5 apples"
printf "step 1 acc=0.5\rstep 2 acc=0.75\n"; echo "val/acc: 15."; echo "eps: 1e-05"'
git config exp.metric loss:min
git config exp.metricPattern 'acc=[0-9.]+'
expect_status 125 git exp-run base -- sh t.sh
expect_line 'exp.metric[pP]attern' "$ERR"
git config exp.metricPattern 'acc=acc=([0-9.]+)'
expect_status 0 git exp-run base -- sh t.sh
expect_json __result__/base/0/run.json 'r["metrics"]["loss"]["last"] == 0.2' 'r["metrics"]["acc"]["last"] == 0.75' \
  'float(r["metrics"]["val/acc"]["last"]) == 15' 'r["metrics"]["eps"]["last"] == 1e-05' '"not a metric" not in r["metrics"]' \
  'r["metrics"]["loss"]["max"] == 0.4'
expect_line '^base/0 finished in .* · loss 0.2$' "$ERR"
git config exp.captureMetrics false
expect_status 0 git exp-run base -- sh t.sh
expect_json __result__/base/1/run.json 'r.get("metrics", {}) == {}'
expect_line '^hint: print lines' "$ERR"
