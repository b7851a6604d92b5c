. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Evaluations go with their run; a run that was made from it stays, and that is said.
new_repo
commit_file a b
for run in a/0 b/0 c/0; do make_run $run '' failed; done
mkdir -p __result__/a/0/eval/1
python3 - <<'PYTHON'
import json
parent = json.load(open("__result__/a/0/run.json"))
for run, key in (("b/0", "rerun_of"), ("c/0", "forked_from")):
    record = json.load(open("__result__/%s/run.json" % run))
    record[key] = {"uuid": parent["uuid"], "run": "a/0"}
    json.dump(record, open("__result__/%s/run.json" % run, "w"))
child = dict(parent, run="a/0/eval/1", uuid="11112222-3333-4444-8555-666677778888", kind="eval", state="finished")
json.dump(child, open("__result__/a/0/eval/1/run.json", "w"))
PYTHON
expect_status 1 git exp-clean --force a/0
expect_line "^error: 'a/0/eval/1' has finished$" "$ERR"
expect_status 0 git exp-clean --force --finished a/0
expect_line "^warning: 'b/0' was made from 'a/0' \(rerun_of\)$" "$ERR"
expect_line "^warning: 'c/0' was made from 'a/0' \(forked_from\)$" "$ERR"
expect_line '^removed a/0/eval/1 ' "$ERR"
expect_absent __result__/a
[ "$(git notes --ref=exp show | grep -c '"deleted":true')" -eq 2 ] || fail "two tombstones are expected"
expect_exists __result__/b/0 __result__/c/0
[ -z "$(find .git/exp/deleted .git/exp/pending -mindepth 1)" ] || fail "something is left"
