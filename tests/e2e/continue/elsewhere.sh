# The code is that of the run's commit while HEAD is elsewhere, the tree is dirty, and a merge is going on.
. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/trainer.sh"
new_repo
commit_trainer
STOP_AT=2 expect_status 3 git exp-run base -f -- ./train
git checkout -q -b side
sed -i 's/code: one/code: two/; s/loss/other/' train
commit_all two
git checkout -q main
sed -i 's/code: one/code: three/' train
commit_all three
git merge side >/dev/null 2>&1 && fail 'no conflict'
echo note >untracked
snapshot_repo
expect_status 0 git exp-continue base/0
expect_untouched
expect_line '^from 2, attempt 2' "$OUT"
expect_line ' · 1 file left in its checkout, now in .*/__result__/base/0/files$' "$ERR"
expect_file __result__/base/0/files/made.txt 'code: one'
expect_json __result__/base/0/run.json 'r["isolated"] is True' 'r["metrics"]["loss"]["count"] == 6' 'not r.get("drift")'
git merge --abort
expect_status 125 git -c exp.isolate=never exp-continue --force base/0
expect_line "^fatal: 'base/0' needs a checkout of its own, and exp.isolate is 'never': HEAD is another commit$" "$ERR"
