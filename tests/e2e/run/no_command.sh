. "${EXP_TESTS:?}/support/lib.sh"
new_repo
commit_file a 1
expect_status 125 git exp-run base
expect_line "^fatal: no command" "$ERR"
expect_line "^hint: git config exp.command" "$ERR"
expect_status 125 git exp-run
expect_line "^fatal: no experiment at this commit yet" "$ERR"
expect_line "^hint: git exp-run main-1 " "$ERR"
git rev-parse -q --verify base && fail "made a tag"
expect_absent __result__
