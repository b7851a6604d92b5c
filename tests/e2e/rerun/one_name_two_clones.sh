# Two clones gave one name to two commits: each run is run again from its own.
. "${EXP_TESTS:?}/support/lib.sh"
for clone in one two; do
  new_repo $clone
  commit_file train "echo $clone"
  expect_status 0 git exp-run base -f -- sh train
  cd ..
done
new_repo three
commit_file README none
for clone in one two; do
  git fetch -q ../$clone "+refs/notes/exp*:refs/exp-remotes/$clone/notes/exp*" "+refs/exp/commits/*:refs/exp-remotes/$clone/commits/*"
done
expect_status 125 git exp-rerun base/0
expect_line "^fatal: 'base/0' could be 2 runs$" "$ERR"
for clone in one two; do
  uuid=$(json_value ../$clone/__result__/base/0/run.json 'r["uuid"][:8]')
  expect_status 0 git exp-rerun --trust "base/0-$uuid"
  expect_stdout $clone
done
expect_line "^tag 'base' is on another commit, and stays there$" "$ERR"
