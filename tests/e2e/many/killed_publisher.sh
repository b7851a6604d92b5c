. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/many.sh"
# Whose turn it was to write for all was killed: nobody waits long for it, and nothing of it stays.
new_repo
commit_file a b
expect_status 0 git exp-run -q t -- true
echo killed >.git/exp/publishing
for _ in 1 2 3 4; do at_once git exp-run -q --again t -- true; done
all_ended
expect_no_warnings
expect_sound __result__
expect_absent .git/exp/publishing
touch -d '1 hour ago' .git/exp/publishing
start=$(date +%s%3N)
expect_status 0 git exp-run -q --again t -- true
[ $(($(date +%s%3N) - start)) -lt 2500 ] || fail "an old turn was waited for"
expect_stderr ""
expect_sound __result__
