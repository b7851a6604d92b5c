. "${EXP_TESTS:?}/support/lib.sh"
# A run of another host, which shares nothing with us but the files: it sees the request within its one-second look.
unshare -u -p -f --mount-proc true 2>"$ERR" || skip "cannot make a second host: $(cat "$ERR")"
new_repo
commit_file t.sh 'trap "echo saved; exit 3" INT; echo ready; while :; do sleep 0.05; done'
unshare -u -p -f --mount-proc sh -c 'hostname farm7 && git-exp-run -q asr -- sh t.sh' >../out 2>../err &
runner=$!
wait_until grep -qs '^ready$' ../out
expect_json __result__/asr/0/attempt-1.json 'r["host"] == "farm7"'
expect_status 0 git exp-stop asr/0
expect_line '^asr/0 interrupted after ' "$ERR"
status=0; wait $runner || status=$?
[ $status = 3 ] || fail "exit status $status"
expect_line '^saved$' ../out
expect_json __result__/asr/0/run.json 'r["state"] == "interrupted" and r["attempts"][0]["host"] == "farm7"' \
  'r["attempts"][0]["stopped_by"]["host"] != "farm7"'
