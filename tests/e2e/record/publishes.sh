. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Naming a run that has ended and is published nowhere, not even waiting, publishes it; one that still runs is not.
new_repo
commit_file a b
make_run asr/0; make_run asr/1 '' running
expect_status 0 git exp-record asr/0 asr/1
git notes --ref=exp show HEAD >"$OUT"
expect_line '"run":"asr/0"' "$OUT"
expect_no_line '"run":"asr/1"' "$OUT"
commit=$(git rev-parse refs/notes/exp)
expect_status 0 git exp-record asr/0
[ "$(git rev-parse refs/notes/exp)" = "$commit" ] || fail "what is published is published again"
