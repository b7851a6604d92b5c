. "${EXP_TESTS:?}/support/lib.sh"
# The closing line: the metric that exp.metric names, its best and when.
new_repo
commit_file t.sh 'for e in 1 2 3 4; do echo "{\"epoch\":$e,\"val/acc\":0.$((10 - (e - 3) * (e - 3)))}" >>"$GIT_EXP_METRICS"; done
echo "{\"hparam\":{\"lr\":\"0.10\"},\"metric\":{\"val/acc\":0.9,\"n\":NaN}}" >"$GIT_EXP_STATISTIC"'
git config --add exp.metric val/acc:max
expect_status 0 git exp-run base -- sh t.sh
expect_line '^base/0 finished in [0-9.]+ s · val/acc 0.9 \(best 0.10 at epoch 3\)$|^base/0 finished in [0-9.]+ s · val/acc 0.9$' "$ERR"
expect_json __result__/base/0/run.json 'r["params"]["lr"] in ("0.10", 0.10)' 'r["metrics"]["n"]["last"] == "NaN"' 'len(r["statistic"]["sha256"]) == 64'
