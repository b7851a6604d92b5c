. "${EXP_TESTS:?}/support/lib.sh"
# A run of a snapshot is repeated and taken up in a checkout of it, also when all else that had the files is gone.
new_repo
commit_file code 'echo one; exit $STATUS'
echo 'cat data; exit $STATUS' >code; echo frozen >data
expect_status 0 env STATUS=0 git exp-run base -f --snapshot -- sh code
expect_status 3 env STATUS=3 git exp-run base -f --snapshot -- sh code
git checkout -q code; rm data
git reflog expire --expire=now --all; git gc -q --prune=now
snapshot_repo
expect_status 0 env STATUS=0 git exp-rerun base/0
expect_line '^frozen$' "$OUT"
expect_json __result__/base/2/run.json 'r["isolated"] and r["snapshot"]["changed"] == 2'
expect_status 0 env STATUS=0 git exp-continue base/1
expect_line '^frozen$' "$OUT"
expect_json __result__/base/1/run.json 'r["state"] == "finished" and len(r["attempts"]) == 2'
expect_untouched
