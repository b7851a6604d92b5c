. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# A run whose owner is killed while it is followed, one without a sign of life, one whose folder is removed: said, status 1.
new_repo
commit_file a b
git-exp-run -q busy -- sh -c 'echo begun; exec sleep 60' >/dev/null 2>&1 &
runner=$!
wait_until grep -qs '^begun$' __result__/busy/0/log
git exp-log -f busy >../seen 2>../said &
follower=$!
wait_until grep -q '^begun$' ../seen
kill -9 $runner
wait $runner 2>/dev/null || :
got=0; wait $follower || got=$?
[ $got = 1 ] || fail "exit status $got"
expect_line '^warning: busy/0 is lost: process [0-9]+ on .* is gone$' ../said
make_run asr/0 '' running
echo words >__result__/asr/0/log
touch -d '1 hour ago' __result__/asr/0/run.json
expect_status 1 git exp-log -f asr/0
expect_stdout words
expect_line "^warning: asr/0 is presumed lost: no sign of life from elsewhere for (1 h|59 min)" "$ERR"
touch __result__/asr/0/run.json
git exp-log -f asr/0 >../seen 2>../said &
follower=$!
wait_until grep -q words ../seen
rm -r __result__/asr/0
got=0; wait $follower || got=$?
[ $got = 1 ] || fail "exit status $got"
expect_line "^warning: the folder of 'asr/0' was removed meanwhile$" ../said
