. "${EXP_TESTS:?}/support/lib.sh"
# The program's own status comes back, whatever it is, and is recorded.
new_repo
commit_file a 1
printf '#!/bin/sh\n' >.git/not-executable
expect_status 3 git exp-run base -- sh -c 'echo last words; exit 3'
expect_line 'last words' "$ERR"
expect_line '^base/0 failed \(exit 3\)' "$ERR"
expect_line '^hint: git exp-log base/0   shows what it printed$' "$ERR"
expect_status 143 git exp-run base -- sh -c 'kill -TERM $$'
expect_status 127 git exp-run base -- no-such-command
expect_line "no-such-command" "$ERR"
expect_status 126 git exp-run base -- .git/not-executable
expect_json __result__/base/0/run.json 'r["state"] == "failed"' 'r["attempts"][0]["exit"] == 3'
expect_json __result__/base/1/run.json 'r["state"] == "failed"' 'r["attempts"][0]["signal"] == 15'
expect_json __result__/base/2/run.json 'r["state"] == "failed"' 'r["attempts"][0]["exit"] == 127'
expect_json __result__/base/3/run.json 'r["state"] == "failed"' 'r["attempts"][0]["exit"] == 126'
