# A record that was fetched is run again from the commit and the note alone, but not before somebody has seen its command.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo lab
commit_file train 'echo "loss: $GIT_EXP_SEED"; touch ../executed'
expect_status 0 git exp-run base -f -- sh train
git init -q --bare ../hub
git push -q ../hub HEAD:refs/heads/main 'refs/exp/commits/*:refs/exp/commits/*' 'refs/notes/exp:refs/notes/exp'
cd ..
rm -f executed
git init -q mine
cd mine
git remote add hub ../hub
git config --add remote.hub.fetch '+refs/notes/exp*:refs/exp-remotes/hub/notes/exp*'
git config --add remote.hub.fetch '+refs/exp/commits/*:refs/exp-remotes/hub/commits/*'
git fetch -q hub
git checkout -q --orphan empty
git commit -q --allow-empty -m mine
for verify in '' --verify; do
  expect_status 125 git exp-rerun $verify base/0
  expect_line "^warning: 'base/0' is a run of somebody else \(.*, by hub\)" "$ERR"
  expect_line '^warning:     sh train$' "$ERR"
  expect_line "^fatal: 'base/0' was not run: this clone did not make it$" "$ERR"
done
expect_absent ../executed __result__
expect_status 0 git exp-rerun --trust --verify base/0
expect_stdout 'base/0: reproduced exactly by base/1 (1 metric, 1 value)'
expect_exists __result__/base/1/run.json
[ "$(git rev-parse base^{commit})" = "$(json_value __result__/base/1/run.json 'r["commit"]')" ] || fail 'no tag'
expect_status 0 git exp-rerun base/1  # ours
[ "$(git log --format=%s)" = mine ] || fail 'HEAD was moved'
