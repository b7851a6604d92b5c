. "${EXP_TESTS:?}/support/lib.sh"
# The folders and the lines for git, before the first commit as well; a second call changes nothing.
new_repo "a b"
snapshot_repo
expect_status 0 git exp-init
expect_stdout ""
expect_stderr - <<'END'
added lines in '.git/info/exclude': __data__, __result__, __statistic__
made folder '__data__'
made folder '__result__'
made folder '__statistic__'
END
expect_exists __data__ __result__ __statistic__
[ -z "$(git status --porcelain)" ] || fail "the tree is not clean"
expect_untouched

cp .git/info/exclude ../exclude
expect_status 0 git exp-init
expect_stderr "nothing is missing"
expect_same .git/info/exclude ../exclude
expect_status 0 git exp-init -q
expect_stderr ""
