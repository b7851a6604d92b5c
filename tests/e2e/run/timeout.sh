. "${EXP_TESTS:?}/support/lib.sh"
# --timeout asks first, by exp.stopSignal; the state is timeout, the exit status 124, and nothing survives.
new_repo
commit_file a 1
expect_status 124 git exp-run base --timeout 300ms -- sh -c 'setsid sleep 600 & trap "echo asked; exit 0" INT; echo up; while :; do sleep 0.05; done'
expect_line '^asked$' "$OUT"
expect_json __result__/base/0/run.json 'r["state"] == "timeout"'
expect_line '^base/0 timeout after' "$ERR"
# What does not listen gets SIGTERM, and is killed in the end.
git config exp.grace 200ms
expect_status 124 git exp-run base --timeout 300ms -- sh -c 'trap "echo INT" INT; trap "echo TERM" TERM; echo up; while :; do sleep 0.05; done'
expect_stdout "$(printf '%s\n' up INT TERM)"
expect_json __result__/base/1/run.json 'r["state"] == "timeout" and r["attempts"][0]["signal"] == 9'
