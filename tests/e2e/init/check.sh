. "${EXP_TESTS:?}/support/lib.sh"
# --check lists what is missing and writes nothing; then there is nothing to say.
new_repo
find . >../before
expect_status 1 git exp-init --check --hooks --result-dir ../server
expect_stdout - <<END
missing: lines in '.git/info/exclude': __data__, __result__, __statistic__
missing: folder '__data__'
missing: link '__result__' to '$scratch/work/server'
missing: folder '__statistic__'
missing: hook 'post-commit' in '$PWD/.git/hooks'
missing: hook 'post-merge' in '$PWD/.git/hooks'
missing: hook 'pre-push' in '$PWD/.git/hooks'
END
find . >../after
expect_same ../before ../after
expect_absent ../server

expect_status 0 git exp-init --hooks --result-dir ../server
expect_status 0 git exp-init --check --hooks --result-dir ../server
expect_stdout ""
rmdir __data__
expect_status 1 git exp-init --check
expect_stdout "missing: folder '__data__'"
