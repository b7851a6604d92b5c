. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Nothing recorded yet: all finished runs. What is only in the notes counts as well.
new_repo
commit_file a b
make_run asr/0 '{"hparam": {"lr": 0.1}, "metric": {"acc": 0.9}}'
make_run asr/1 '{"hparam": {"bs": 8}}' failed
git exp-record -q -s other asr/0
rm -r __result__/asr/0
expect_status 0 git exp-title
expect_line "^no set 'record' yet: taking 'finished'$" "$ERR"
expect_json __statistic__/title/finished.json 'r == {"hparam": ["lr"], "metric": ["acc"]}'
expect_status 0 git exp-title -q other finished
expect_stderr ""
expect_same __statistic__/title/finished.json __statistic__/title/other.json
