. "${EXP_TESTS:?}/support/lib.sh"
# exp.statistic and exp.checkpoint: programs that write where they like; older files are not taken for new ones.
new_repo
printf 'out/\n' >.gitignore; commit_all
mkdir out; echo '{"metric":{"a":9}}' >out/stat.json; touch -d '1 hour ago' out/stat.json
git config exp.statistic out/stat.json
git config exp.checkpoint 'out/*.ckpt'
expect_status 0 git exp-run base -- true
expect_line "^warning: .*exp.statistic.* older" "$ERR"
expect_status 0 git exp-run base -- sh -c 'echo "{\"metric\":{\"a\":3}}" >out/stat.json; echo weights >out/m.ckpt'
expect_json __result__/base/1/run.json 'r["metrics"]["a"]["last"] == 3'
expect_file __result__/base/1/checkpoint/m.ckpt weights
expect_status 1 git exp-run base -- false
expect_line "^warning: .*exp.statistic.* older" "$ERR"
expect_absent __result__/base/2/statistic.json __result__/base/2/checkpoint
cd ..; new_repo 's*[b'; printf '*.ckpt\n' >.gitignore; git add -A; git commit -qm x
git config exp.checkpoint '*.ckpt'
expect_status 0 git exp-run base -- sh -c 'echo weights >m.ckpt'
expect_file __result__/base/0/checkpoint/m.ckpt weights
