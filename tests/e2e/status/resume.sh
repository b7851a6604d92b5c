. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/queue.sh"
# Queued runs that nobody starts are started by --resume; there is nothing to be resumed twice.
new_repo
commit_file a b
make_submission 0 asr/0 asr/1
expect_status 0 git exp-status
expect_stderr 'hint: git exp-status --resume   starts what nobody starts'
expect_status 0 git exp-status --resume
expect_line '^1 submission is taken up$' "$ERR"
for run in asr/0 asr/1; do wait_until grep -q '"state": "finished"' __result__/$run/run.json; done
is_done() { [ -z "$(ls -A .git/exp/queue)" ]; }
wait_until is_done
expect_status 0 git exp-status --resume
expect_line '^no queued run lacks somebody who starts it$' "$ERR"
