. "${EXP_TESTS:?}/support/lib.sh"
# INT asks the program to stop: it may save and end well; the run is interrupted whatever its status.
new_repo
commit_file a 1
cat >"$scratch/program" <<'PROGRAM'
trap 'echo saved; exit 0' INT
touch "$GIT_EXP_DIR/up"
while :; do sleep 0.05; done
PROGRAM
stop() {
  (wait_until test -e __result__/base/0/up; kill -INT "$(cat "$scratch/pid")") &
  sh -c 'echo $$ >"$0/pid"; trap - INT; exec git-exp-run base -- sh "$0/program"' "$scratch"
}
expect_status 0 stop
wait
expect_line '^saved$' "$OUT"
expect_json __result__/base/0/run.json 'r["state"] == "interrupted"' 'r["attempts"][0]["exit"] == 0'
expect_line '^base/0 interrupted after' "$ERR"
