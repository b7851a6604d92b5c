. "${EXP_TESTS:?}/support/lib.sh"
# --path is one line, for cd; a folder that is gone is said, and so is which run was meant.
new_repo
commit_file a b
git exp-run -q base -- true
expect_status 0 git exp-show --path @
expect_stdout "$PWD/__result__/base/0"
expect_stderr ""
(cd "$(git exp-show --path base)" && [ -e run.json ]) || fail "cd does not work"
mkdir below && cd below
expect_status 0 git exp-show --path
expect_stdout "${PWD%/below}/__result__/base/0"
expect_stderr "base/0: the run that you last started here"
cd ..
git exp-run -q base -- true
rm -r __result__/base/0
expect_status 1 git exp-show --path base/0 base/1
expect_stdout "$PWD/__result__/base/1"
expect_line "^error: the folder of 'base/0' is not here any more$" "$ERR"
expect_line "^hint: it ran on '.*', started by '.*'$" "$ERR"
