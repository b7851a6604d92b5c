. "${EXP_TESTS:?}/support/lib.sh"
# A program that saves on SIGINT and exits 0 was interrupted all the same; who stopped it is known, and it can be taken up.
new_repo
commit_file t.sh 'trap "echo saved >\"$GIT_EXP_CHECKPOINT_DIR/epoch_2.pt\"; exit 0" INT; echo ready; while :; do sleep 0.05; done'
git-exp-run -q asr -- sh t.sh >../out 2>../err &
runner=$!
wait_until grep -qs '^ready$' ../out
expect_status 0 git exp-stop asr/0
expect_stdout ""
expect_line '^asr/0 interrupted after ' "$ERR"
expect_line '^hint: git exp-continue asr/0   takes it up' "$ERR"
status=0; wait $runner || status=$?
[ $status = 0 ] || fail "exit status $status"
expect_json __result__/asr/0/run.json 'r["state"] == "interrupted"' 'r["attempts"][0]["exit"] == 0' \
  'r["attempts"][0]["stopped_by"]["who"] and r["attempts"][0]["stopped_by"]["force"] is False'
expect_exists __result__/asr/0/checkpoint/epoch_2.pt
expect_absent __result__/asr/0/stop __result__/.active/*
git exp-show asr/0 >../shown
expect_line "^attempt 1: stopped by $(id -un) on $(uname -n)" ../shown
expect_line "^state +interrupted, exit 0, stopped by $(id -un) on $(uname -n), after " ../shown
git exp-show --porcelain asr/0 >../shown
expect_line "^attempt.1.stopped_by	$(id -un) on $(uname -n)$" ../shown
expect_status 1 git exp-stop asr/0
expect_line "^error: 'asr/0' is not active: it is interrupted$" "$ERR"
expect_line "^hint: git exp-continue asr/0   takes it up$" "$ERR"
