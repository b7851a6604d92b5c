. "${EXP_TESTS:?}/support/lib.sh"
expect_status 125 git exp-run base -- true
expect_line '^fatal: not a git repository' "$ERR"
expect_line '^hint: .*git init' "$ERR"
new_repo
expect_status 125 git exp-run base -- true
expect_line '^fatal: this branch has no commit yet' "$ERR"
expect_line '^hint: git add -A && git commit' "$ERR"
expect_absent __result__ .git/exp
