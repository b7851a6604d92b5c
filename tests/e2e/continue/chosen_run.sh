# Without RUN: GIT_EXP_CURRENT, the last one started here, then the experiments at HEAD; unfinished ones only.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
commit_file train '[ "$GIT_EXP_ATTEMPT" -gt 1 ]'
expect_status 125 git exp-continue
expect_line '^fatal: nothing to continue: no run was started here' "$ERR"
expect_status 1 git exp-run one -- sh train
expect_status 1 git exp-run two -- sh train
expect_status 1 git exp-run three -- sh train
expect_status 0 env GIT_EXP_CURRENT=two git exp-continue
expect_line '^continuing two/0, GIT_EXP_CURRENT names it$' "$ERR"
expect_status 0 git exp-continue three
expect_status 0 git exp-run four -- true
expect_status 0 git exp-continue
expect_line '^continuing one/0, the unfinished run at HEAD$' "$ERR"
expect_status 125 git exp-continue
expect_line "^fatal: nothing to continue: 'one/0', the run that you last started here, and" "$ERR"
expect_status 1 git exp-run five -- sh train
expect_status 1 git exp-run six -- sh train
git exp-run four -q -- true
expect_status 125 git exp-continue
expect_line '^fatal: several experiments at HEAD have an unfinished run$' "$ERR"
expect_line '^hint: git exp-continue five/0$' "$ERR"
