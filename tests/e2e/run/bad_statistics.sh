. "${EXP_TESTS:?}/support/lib.sh"
# Whatever a program leaves as statistic.json: a warning that names it, and a run that is recorded.
new_repo
commit_file a 1
try() {
  expect_status 0 git exp-run bad -- sh -c "$1"
  expect_line "^warning: .*statistic.json" "$ERR"
}
try ': >"$GIT_EXP_STATISTIC"'
try 'printf "{\"metric\": {\"a\": 1" >"$GIT_EXP_STATISTIC"'
try 'truncate -s 1G "$GIT_EXP_STATISTIC"'
try 'python3 -c "print(\"[\" * 10000 + \"]\" * 10000)" >"$GIT_EXP_STATISTIC"'
try 'printf "{\"metric\": {\"caf\351\": 1}}" >"$GIT_EXP_STATISTIC"'
try 'mkdir "$GIT_EXP_STATISTIC"'
try 'mkfifo "$GIT_EXP_STATISTIC"'
expect_status 0 git exp-run good -- sh -c 'printf "{\"metric\": {\"a\": 1, \"a\": 2, \"b\": -Infinity}}" >"$GIT_EXP_STATISTIC"'
expect_json __result__/good/0/run.json 'r["metrics"]["a"]["last"] == 2' 'r["metrics"]["b"]["last"] == "-Infinity"'
for id in 0 1 2 3 4 5 6; do expect_json __result__/bad/$id/run.json 'r["state"] == "finished"'; done
