. "${EXP_TESTS:?}/support/lib.sh"
# --timeout asks first; the state is timeout, the exit status 124, and nothing survives.
new_repo
commit_file a 1
expect_status 124 git exp-run base --timeout 300ms -- sh -c 'setsid sleep 600 & trap "echo asked; exit 0" TERM; echo up; while :; do sleep 0.05; done'
expect_line '^asked$' "$OUT"
expect_json __result__/base/0/run.json 'r["state"] == "timeout"'
expect_line '^base/0 timeout after' "$ERR"
