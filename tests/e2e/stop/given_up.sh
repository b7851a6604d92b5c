. "${EXP_TESTS:?}/support/lib.sh"
# What ends neither by the first signal nor by SIGTERM is given up after a while, with the way out; what is waited for is said.
new_repo
git config exp.grace 100ms
git config exp.stopSignal usr1
commit_file t.sh 'trap "" USR1 TERM; echo ready; while :; do sleep 0.05; done'
git-exp-run -q asr -- sh t.sh >../out 2>../err &
runner=$!
wait_until grep -qs '^ready$' ../out
expect_status 1 git exp-stop asr/0
expect_stderr - <<'END'
waiting for asr/0: SIGUSR1 was sent, SIGTERM follows after 0.1 s
warning: 'asr/0' still runs: it ends neither by SIGUSR1 nor by SIGTERM
hint: git exp-stop --force asr/0   kills it
END
kill -0 $runner
expect_status 0 git exp-stop -q --force 'asr/*'
expect_stderr ""
wait $runner || :
expect_json __result__/asr/0/run.json 'r["state"] == "interrupted"'
git config exp.stopSignal KILL
expect_status 128 git exp-stop asr/0
expect_line "^fatal: exp.stopSignal is 'KILL', but 'INT', 'TERM', 'HUP', 'QUIT', 'USR1' or 'USR2' is needed" "$ERR"
