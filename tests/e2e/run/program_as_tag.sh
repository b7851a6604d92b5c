. "${EXP_TESTS:?}/support/lib.sh"
# 'git exp-run sh train.sh' forgot the tag.
new_repo
commit_file train.sh 'echo ran'
expect_status 125 git exp-run sh train.sh
expect_line "^fatal: 'sh' is a command, and no experiment has that name" "$ERR"
expect_line '^hint: git exp-run <tag> sh train.sh$' "$ERR"
expect_status 125 git exp-run train.sh
expect_line "^fatal: 'train.sh' is a file here" "$ERR"
expect_status 0 git exp-run sh -- sh train.sh
expect_status 0 git exp-run sh sh train.sh
expect_exists __result__/sh/1/run.json
