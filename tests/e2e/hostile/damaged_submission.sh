. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/queue.sh"
# Submissions that are half written, huge, or name what is not theirs: each command goes on, the runs stay queued or lost.
new_repo
commit_file train 'echo hello'
make_submission 0 asr/0
submission=$(echo .git/exp/queue/*)/submission.json
cp "$submission" "$scratch/sound.json"
check() {  # WHAT
  for command in exp-status 'exp-list -r' 'exp-status --resume'; do
    # shellcheck disable=SC2086,SC3045
    (ulimit -v 2000000; exec timeout 20 git $command) >"$OUT" 2>"$ERR" || { show_last_; fail "$1: git $command"; }
  done
  expect_json __result__/asr/0/run.json 'r["state"] == "queued"'
  expect_absent "$scratch/outside" "$scratch/work/made"
}
for bytes in 10 100 200; do
  head -c $bytes "$scratch/sound.json" >"$submission"
  check "the first $bytes bytes"
done
: >"$submission"
check 'an empty one'
head -c 100000000 /dev/zero | tr '\0' '[' >"$submission"
check 'a hundred million brackets'
edit() {  # PYTHON: of the sound one, r
  python3 - "$scratch/sound.json" "$submission" "$1" <<'PYTHON'
import json, sys
r = json.load(open(sys.argv[1]))
exec(sys.argv[3])
json.dump(r, open(sys.argv[2], "w"))
PYTHON
}
for change in 'r["id"] = "../../x"' 'r["v"] = 10 ** 99' 'r["runs"][0]["run"] = "../../../outside/0"' 'r["runs"][0]["uuid"] = "../x"' \
  'r["runs"] = {}' 'r["runs"] = [7]' 'r["runs"][0]["run"] = "asr/0/../0"' 'r["submitted"] = "soon"'; do
  edit "$change"
  check "$change"
done
expect_status 0 git exp-run -j 1 --seeds 1..1 base -- true
# Another run's uuid: it is not started.
edit 'r["runs"][0]["uuid"] = "aaaaaaaa-0000-4000-8000-000000000000"'
expect_status 0 git exp-status --resume
wait_until test ! -e "$submission"
expect_json __result__/asr/0/run.json 'r["state"] == "queued"'
# Numbers without end are cut, and it is run.
make_submission 0 asr/1
submission=$(echo .git/exp/queue/*)/submission.json
cp "$submission" "$scratch/sound.json"
edit 'r["jobs"] = r["cpus"] = r["retries"] = 2 ** 63 - 1; r["timeout_ms"] = -1; r["priority"] = -2 ** 63; r["devices_per_run"] = -5'
expect_status 0 git exp-status --resume
is_finished() { [ "$(json_value __result__/asr/1/run.json 'r["state"]')" = finished ]; }
wait_until is_finished
