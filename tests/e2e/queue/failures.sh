. "${EXP_TESTS:?}/support/lib.sh"
# --fail-fast starts nothing more; --retry takes a failed run up again, as another attempt of the same run.
new_repo
commit_file train.sh 'echo "attempt $GIT_EXP_ATTEMPT"; [ "$GIT_EXP_ATTEMPT" -ge "$1" ]'
expect_status 1 git exp-run base --seeds 1..3 --fail-fast -- sh train.sh 2
expect_line '^3 runs: 0 finished, 1 not, 2 not started$' "$ERR"
expect_line '^hint: git exp-status --resume ' "$ERR"
expect_status 0 git exp-run again --seeds 1..1 --retry 2 -- sh train.sh 2
expect_json __result__/again/0/run.json 'r["state"] == "finished"' 'len(r["attempts"]) == 2' 'r["attempts"][0]["state"] == "failed"'
expect_line '^1 run: 1 finished$' "$ERR"
expect_status 1 git exp-run never --seeds 1..1 --retry 1 -- sh train.sh 9
expect_json __result__/never/0/run.json 'r["state"] == "failed"' 'len(r["attempts"]) == 2'
