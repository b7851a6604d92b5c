. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# A lost run is gone already; one that is presumed lost is asked, but not waited for; one whose clock is ahead is active.
new_repo
commit_file a b
git-exp-run -q busy -- sh -c 'echo begun; exec sleep 60' >/dev/null 2>&1 &
runner=$!
wait_until grep -qs '^begun$' __result__/busy/0/log
kill -9 $runner
wait $runner 2>/dev/null || :
expect_status 0 git exp-stop busy/0
expect_line "^warning: 'busy/0' is gone already: whoever ran it \(.* on .*, process $runner\) ended without a word$" "$ERR"
expect_line '^hint: git exp-continue busy/0   takes it up$' "$ERR"
expect_absent __result__/busy/0/stop
make_run asr/0 '' running
touch -d '5 minutes ago' __result__/asr/0/run.json __result__/asr/0/heartbeat
expect_status 1 git exp-stop asr/0
expect_line "^warning: 'asr/0' is presumed lost: no sign of life from ada on elsewhere, process 1; if it still runs, " "$ERR"
expect_json __result__/asr/0/stop 'r["attempt"] == 1'
rm __result__/asr/0/stop
touch -d '5 minutes' __result__/asr/0/heartbeat
expect_status 0 git exp-stop --no-wait asr/0
expect_stderr ''
expect_json __result__/asr/0/stop 'r["attempt"] == 1'
