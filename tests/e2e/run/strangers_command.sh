# A command that came with a fetched record is not run because no other was typed.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo lab
commit_file train 'touch ../executed'
expect_status 0 git exp-run base -- sh train
cd ..
rm executed
git clone -q lab mine
cd mine
git fetch -q ../lab '+refs/notes/exp*:refs/exp-remotes/lab/notes/exp*' tag base
expect_status 125 git exp-run base
expect_line "^fatal: no command was given, and the last one of 'base' was recorded by somebody else" "$ERR"
expect_line '^hint: if it is meant, type it: git exp-run base -- sh train$' "$ERR"
expect_absent ../executed
expect_status 0 git exp-run base -- sh train
expect_status 0 git exp-run base
