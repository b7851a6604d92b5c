. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/queue.sh"
# A queued run is taken out of its queue: nobody starts it any more, and the last of a submission takes that along.
new_repo
commit_file a b
make_submission 0 asr/0 asr/1
expect_status 0 git exp-stop asr/0
expect_stderr 'asr/0 was taken out of the queue'
expect_json __result__/asr/0/run.json 'r["state"] == "interrupted"' \
  'r["attempts"][0]["trouble"] == "the program was not started: it was taken out of the queue"'
git notes --ref=exp show | grep -q '"run":"asr/0".*"state":"interrupted"' || fail "not published"
expect_absent __result__/asr/0/queue
expect_exists .git/exp/queue/*/submission.json
expect_status 0 git exp-stop 'asr/*'
expect_stderr 'asr/1 was taken out of the queue'
[ -z "$(ls -A .git/exp/queue)" ] || fail "the submission is left"
[ -z "$(ls -A __result__/.active)" ] || fail "a marker is left"
# It can be taken up, as any run that was stopped.
expect_status 0 git exp-continue asr/0
expect_json __result__/asr/0/run.json 'r["state"] == "finished" and len(r["attempts"]) == 2'
