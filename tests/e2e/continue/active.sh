# A run that is still active is not taken up: who, where, since when. Killed with its supervisor it is lost, and is.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
cat >train <<'PROGRAM'
echo "{\"epoch\": $GIT_EXP_ATTEMPT, \"loss\": 1}" >>"$GIT_EXP_METRICS"
[ "$GIT_EXP_ATTEMPT" -gt 1 ] && exit
mkfifo "$GIT_EXP_DIR/gate"
read -r line <"$GIT_EXP_DIR/gate"
PROGRAM
commit_all
git exp-run base -- sh train >/dev/null 2>&1 &
wait_until test -p __result__/base/0/gate
expect_status 125 git exp-continue base/0
expect_line "^fatal: 'base/0' is still running: $(id -un) on $(hostname) \(process [0-9]+\) since 20[0-9-]+T" "$ERR"
expect_line '^hint: git exp-log -f base/0 ' "$ERR"
expect_status 125 git exp-continue base/0 --force
kill -9 "$(json_value __result__/base/0/attempt-1.json 'r["pid"]')"
wait_until sh -c '! kill -0 "$(python3 -c "import json; print(json.load(open(\"__result__/base/0/attempt-1.json\"))[\"pid\"])")" 2>/dev/null'
wait
expect_status 0 git exp-continue
expect_line '^continuing base/0, the run that you last started here$' "$ERR"
expect_json __result__/base/0/run.json 'r["state"] == "finished"' 'r["attempts"][0]["state"] == "failed"' \
  'r["attempts"][0]["trouble"].startswith("lost")' 'r["attempts"][0]["ended"] >= r["attempts"][0]["started"]' \
  'r["metrics"]["loss"]["count"] == 2'
