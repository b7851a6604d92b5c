. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# A label and a message are lines of their own in the note and in the run's folder.
new_repo
commit_file a b
make_run asr/0
expect_status 0 git exp-record --label 'best "so far"' -m 'größer' asr/0
expect_line "^the label of asr/0 is now 'best \"so far\"'$" "$ERR"
expect_line "^the message of asr/0 is now 'größer'$" "$ERR"
expect_absent __statistic__  # what is said about a run puts it into no set, unless -s does
git notes --ref=exp show HEAD | grep '"kind":"edit"' >edit
expect_json edit 'r["keys"] == {"label": "best \"so far\"", "message": "größer"}' \
  'r["by"] == "Ada Tester <ada@example.org>"' 'r["run"] == "asr/0"'
expect_same edit __result__/asr/0/edits.jsonl
git notes --ref=exp show HEAD >note
expect_line '"rev":3,' note
expect_status 0 git exp-record -q --label '' asr/0
[ "$(wc -l <__result__/asr/0/edits.jsonl)" -eq 2 ] || fail "the second edit is not beside the first"
expect_status 0 git exp-record --label paper -s paper asr/0
expect_file __statistic__/exper-list/paper.txt asr/0
