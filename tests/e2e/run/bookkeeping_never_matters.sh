. "${EXP_TESTS:?}/support/lib.sh"
# What fails of ours before the start is a refusal that leaves no run waiting; after it, a warning and the program's status.
new_repo
printf 'out/\n' >.gitignore; commit_all
mkdir -p __result__ && : >__result__/.active
expect_status 125 git exp-run base -- touch "$scratch/ran"
expect_absent "$scratch/ran"
rm __result__/.active
expect_json __result__/base/0/run.json 'r["state"] == "failed"' 'r["attempts"][0]["trouble"]'
git config exp.checkpoint 'out/*'
mkdir out
expect_status 3 git exp-run base -- sh -c 'rmdir "$GIT_EXP_CHECKPOINT_DIR"; : >"$GIT_EXP_CHECKPOINT_DIR"; echo w >out/w; exit 3'
expect_line '^warning: ' "$ERR"
expect_json __result__/base/1/run.json 'r["state"] == "failed"' 'r["attempts"][0]["exit"] == 3'
git notes --ref=exp show >"$OUT"; expect_line '"run":"base/1"' "$OUT"
git config exp.seedFile no/such/seed
expect_status 125 git exp-run base -- true
expect_absent __result__/base/2
