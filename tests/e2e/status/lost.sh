. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Lost runs stay until they are taken up; of those of another host the heartbeat says whether they live, though its clock be ahead.
new_repo
commit_file a b
git-exp-run -q busy -- sh -c 'echo "epoch: 4"; echo begun; exec sleep 60' >/dev/null 2>&1 &
runner=$!
wait_until grep -qs '^begun$' __result__/busy/0/log
kill -9 $runner
wait $runner 2>/dev/null || :
for again in 1 2; do
  expect_status 0 git exp-status
  expect_line '^lost +state +progress +started +last sign of life +on +why$' "$OUT"
  expect_line '^busy/0 +lost +epoch 4 +[0-9]+ seconds? ago +[0-9]+ seconds? ago.* process [0-9]+ on .* is gone$' "$OUT"
  expect_stderr 'hint: git exp-continue busy/0   takes it up'
  git exp-run -q busy -- true 2>/dev/null  # looks at the markers of this experiment
done
git exp-continue -q busy/0 --timeout 1s >/dev/null 2>&1 || :
git exp-status >/dev/null 2>&1
make_run asr/0 '' running
mark() { printf 'asr/0\n' >"__result__/.active/$(json_value __result__/asr/0/run.json 'r["uuid"]')"; }
mark
touch -d '5 minutes ago' __result__/asr/0/run.json __result__/asr/0/heartbeat
git exp-status --json >../json 2>"$ERR"
expect_json ../json 'len(r) == 1 and r[0]["state"] == "presumed lost" and r[0]["group"] == "lost" and r[0]["sign_of_life"]' \
  'r[0]["state_reason"].startswith("no sign of life from elsewhere for 5 min ")'
touch -d '5 minutes' __result__/asr/0/heartbeat
git exp-status --json >../json
expect_json ../json 'len(r) == 1 and r[0]["state"] == "running" and r[0]["host"] == "elsewhere" and r[0]["memory_bytes"] is None'
rm -r __result__/asr/0
expect_status 0 git exp-status
expect_stdout ''
[ -z "$(ls -A __result__/.active)" ] || fail "the marker of a run that is gone is left"
