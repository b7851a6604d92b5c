. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Many at once: none is lost, none stands twice.
new_repo
commit_file a b
for id in 0 1 2 3 4 5 6 7; do make_run asr/$id; done
for id in 0 1 2 3 4 5 6 7; do
  git exp-record -q asr/$id asr/0 &
done
wait
sort __statistic__/exper-list/record.txt >"$OUT"
expect_stdout "$(printf 'asr/%s\n' 0 1 2 3 4 5 6 7)"
[ "$(git notes --ref=exp show HEAD | wc -l)" -eq 8 ] || fail "not eight records in the note"
[ "$(ls __statistic__/exper-list)" = record.txt ] || fail "left behind: $(ls __statistic__/exper-list)"
