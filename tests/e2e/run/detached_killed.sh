. "${EXP_TESTS:?}/support/lib.sh"
# The supervisor in the background killed with -9: nothing survives, and every command says that the run is lost.
new_repo
commit_file train.sh 'echo "pid $$"; mkfifo wait; read -r nothing <wait'
expect_status 0 git exp-run base -d -- sh train.sh
supervisor=$(json_value __result__/base/0/attempt-1.json 'r["pid"]')
has_started() { grep -q '^pid ' __result__/base/0/log; }
wait_until has_started
program=$(sed -n 's/^pid //p' __result__/base/0/log)
kill -9 "$supervisor"
is_gone() { ! kill -0 "$program" 2>/dev/null; }
wait_until is_gone
expect_status 0 git exp-list -r --porcelain
expect_line '^base/0	.*lost' "$OUT"
expect_status 0 git exp-show base/0
expect_line 'lost' "$OUT"
expect_status 0 git exp-log base/0
expect_status 0 git exp-continue base/0 -d
expect_line 'base/0 · attempt 2' "$ERR"
expect_status 0 git exp-rerun base/0 -d
expect_line 'base/1 · again base/0' "$ERR"
for run in base/0 base/1; do
  is_running() { [ "$(json_value "__result__/$run/run.json" 'r["state"]')" = running ] && tail -n1 "__result__/$run/log" | grep -q '^pid '; }
  wait_until is_running
  kill -INT "$(json_value "__result__/$run/run.json" 'r["attempts"][-1]["pid"]')"
  is_stopped() { [ "$(json_value "__result__/$run/run.json" 'r["state"]')" = interrupted ]; }
  wait_until is_stopped
done
