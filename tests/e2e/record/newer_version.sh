. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# A run that a newer git-exp wrote can be put into a set; its record is not touched, and if that is asked for, nothing is.
new_repo
commit_file a b
make_run asr/0; make_run asr/1
sed -i 's/"v": 1,/"v": 2, "novel": {"x": 1},/' __result__/asr/1/run.json
cp __result__/asr/1/run.json ../before
expect_status 128 git exp-record --label x asr/0 asr/1
expect_line "^fatal: the record of 'asr/1' was written by a newer git-exp$" "$ERR"
expect_absent __statistic__/exper-list/record.txt __result__/asr/0/edits.jsonl
expect_status 0 git exp-record asr/0 asr/1
expect_file __statistic__/exper-list/record.txt "$(printf 'asr/0\nasr/1')"
expect_same __result__/asr/1/run.json ../before
expect_status 0 git exp
expect_line '2 runs: 1 finished, 1 newer version$' "$OUT"
