. "${EXP_TESTS:?}/support/lib.sh"
# Of eight equal runs started together one goes on; the others are told which, and leave no run that seems to wait.
new_repo
commit_file a 1
for i in 1 2 3 4 5 6 7 8; do
  git-exp-run base -- sh -c 'touch "$GIT_EXP_DIR/up"; until [ -e .git/end ]; do sleep 0.05; done' 2>"$scratch/err$i" &
done
refused() { [ "$(cat "$scratch"/err* | grep -c '^fatal: the same run is active already')" -eq 7 ]; }
wait_until refused
touch .git/end
wait
[ "$(ls __result__/base/*/up | wc -l)" -eq 1 ] || fail "more than one ran"
for run in __result__/base/*/run.json; do expect_json "$run" 'r["state"] in ("finished", "failed")'; done
[ -z "$(ls -A __result__/.active)" ] || fail "a marker is left"
