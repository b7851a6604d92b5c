. "${EXP_TESTS:?}/support/lib.sh"
# git exp-exec supervises a run that somebody prepared: exactly once.
new_repo
commit_file a 1
expect_status 0 git exp-run base -- sh -c 'echo "attempt $GIT_EXP_ATTEMPT"'
python3 - <<'PYTHON'
import json, os, uuid
run = json.load(open("__result__/base/0/run.json"))
run.update(run="base/1", id=1, uuid=str(uuid.uuid4()), rev=1, state="queued", attempts=[])
os.mkdir("__result__/base/1")
json.dump(run, open("__result__/base/1/run.json", "w"))
PYTHON
expect_status 0 git exp-exec base/1
expect_stdout 'attempt 1'
expect_json __result__/base/1/run.json 'r["state"] == "finished"' 'len(r["attempts"]) == 1'
expect_status 125 git exp-exec base/1
expect_line "^fatal: 'base/1' is not waiting to be started: it is finished" "$ERR"
