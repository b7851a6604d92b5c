. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/many.sh"
# Equal runs on one commit that end in one moment: each has a number of its own, and its record in the notes.
runs=$(size 24 256)
new_repo
commit_file a b
make_gate
# shellcheck disable=SC2046
for _ in $(seq "$runs"); do at_once git exp-run --again t -- $(behind_gate); done
open_gate __result__ "$runs"
all_ended
expect_no_warnings
expect_status 0 git exp-record --pending
expect_sound __result__
expect_exists "__result__/t/$((runs - 1))"
