. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Unknown runs in a set, and unknown sets: said, the rest is done, exit status 1.
new_repo
commit_file a b
make_run asr/0 '{"hparam": {"lr": 0.1}, "metric": {"acc": 0.9}}'
make_run asr/1 '{"hparam": {"bs": 8'
mkdir -p __statistic__/exper-list
printf '\357\273\277# comment\r\n\r\nasr/9\r\n../../etc/passwd\r\nasr/0\r\nasr/1\r\n' \
  >__statistic__/exper-list/record.txt
expect_status 1 git exp-title recrd record nothing
expect_line "^error: no set 'recrd'$" "$ERR"
expect_line "^hint: did you mean 'record'\?$" "$ERR"
expect_line "^error: no set 'nothing'$" "$ERR"
expect_line "^warning: no run is called 'asr/9'$" "$ERR"
expect_line "^warning: no run is called '../../etc/passwd'$" "$ERR"
expect_line "^warning: .*__result__/asr/1/statistic.json" "$ERR"
expect_json __statistic__/title/record.json 'r == {"hparam": ["lr"], "metric": ["acc"]}'
expect_absent __statistic__/title/recrd.json __statistic__/title/nothing.json
expect_status 128 git exp-title ../record
