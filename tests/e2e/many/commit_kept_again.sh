. "${EXP_TESTS:?}/support/lib.sh"
# An exp-clean of the commit's other runs, in the moment in which a run begins, may let go of the commit: the run's end
# keeps it again.
new_repo
commit_file a b
kept=refs/exp/commits/$(git rev-parse HEAD)
expect_status 0 git exp-run -q t -- git update-ref -d "$kept"
[ "$(git rev-parse "$kept")" = "$(git rev-parse HEAD)" ] || fail "the commit is not kept"
