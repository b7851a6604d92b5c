. "${EXP_TESTS:?}/support/lib.sh"
# exp-run-started runs beside the program: neither its output nor a timeout waits for the hook.
new_repo
commit_file a 1
cat >.git/hooks/exp-run-started <<'HOOK'
#!/bin/sh
until [ -e "$GIT_EXP_DIR/seen" ]; do sleep 0.05; done
HOOK
chmod +x .git/hooks/exp-run-started
expect_status 0 git exp-run base -- sh -c 'echo "loss: 1"; until [ -s "$GIT_EXP_DIR/heartbeat" ] || [ -e "$GIT_EXP_DIR/heartbeat" ]; do sleep 0.05; done; touch "$GIT_EXP_DIR/seen"'
expect_json __result__/base/0/run.json 'r["state"] == "finished"'
