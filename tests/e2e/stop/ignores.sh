. "${EXP_TESTS:?}/support/lib.sh"
# A program that ignores SIGINT and SIGTERM goes on, unless force is used; its children go with it.
new_repo
git config exp.grace 200ms
commit_file t.sh 'trap "" INT TERM; setsid sleep 600 & sleep 600 & echo ready; while :; do sleep 0.05; done'
git-exp-run -q asr -- sh t.sh >../out 2>../err &
runner=$!
wait_until grep -qs '^ready$' ../out
expect_status 0 git exp-stop --no-wait asr/0
expect_stderr ""
expect_json __result__/asr/0/stop 'r["attempt"] == 1 and r["force"] is False'
expect_status 0 git exp-stop --force asr/0
expect_line '^asr/0 interrupted after ' "$ERR"
status=0; wait $runner || status=$?
[ $status = 137 ] || fail "exit status $status"
expect_json __result__/asr/0/run.json 'r["state"] == "interrupted" and r["attempts"][0]["signal"] == 9' \
  'r["attempts"][0]["stopped_by"]["force"] is True'
# Without force it is given up; at once means without being asked.
git config --unset exp.grace
commit_file t.sh 'trap "echo asked" INT TERM; echo ready; while :; do sleep 0.05; done'
git-exp-run -q base -- sh t.sh >../out 2>../err &
runner=$!
wait_until grep -qs '^ready$' ../out
expect_status 0 git exp-stop --now base
status=0; wait $runner || status=$?
[ $status = 137 ] || fail "exit status $status"
expect_no_line asked ../out
