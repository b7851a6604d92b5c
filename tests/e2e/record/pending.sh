. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# --pending publishes what ended elsewhere, and adds it to the set of exp.autoRecord; without work it says nothing.
new_repo
commit_file a b
expect_status 0 git exp-record --pending
expect_stderr ""
make_run asr/0; make_run asr/1
wait_to_be_published asr/0
expect_status 0 git exp-record --pending
expect_stderr "published asr/0"
expect_absent __statistic__
[ -z "$(ls .git/exp/pending)" ] || fail "still pending"

git config exp.autoRecord nightly
wait_to_be_published asr/1
expect_status 0 git exp-record --pending --quiet
expect_stderr ""
expect_file __statistic__/exper-list/nightly.txt asr/1
git notes --ref=exp show HEAD >"$OUT"
expect_line '"run":"asr/1"' "$OUT"
expect_status 0 git exp-record --pending
expect_stderr ""
expect_status 129 git exp-record --pending asr/0
