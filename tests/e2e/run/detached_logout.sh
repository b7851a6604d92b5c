. "${EXP_TESTS:?}/support/lib.sh"
# The terminal that it was started from goes away, and with it the session's leader: the run ends as if nothing had been.
new_repo
commit_file train.sh 'read -r word <"$1"; echo "read $word"; [ ! -t 0 ] && [ ! -t 1 ] && echo "acc: 0.75"'
mkfifo "$scratch/gate"
in_terminal sh -c "git exp-run base -d -- sh train.sh '$scratch/gate'" >"$scratch/seen"
expect_line 'it runs in the background' "$scratch/seen"
has_no_terminal() {  # the supervisor: a session of its own, no controlling terminal
  pid_=$(json_value __result__/base/0/attempt-1.json 'r["pid"]')
  [ "$(ps -o tty= -p "$pid_")" = '?' ] && [ "$(ps -o sid= -p "$pid_" | tr -d ' ')" = "$pid_" ]
}
has_no_terminal || fail 'it still has the terminal'
echo go >"$scratch/gate"
is_finished() { [ "$(json_value __result__/base/0/run.json 'r["state"]')" = finished ]; }
wait_until is_finished
expect_json __result__/base/0/run.json 'r["metrics"]["acc"]["last"] == 0.75'
expect_line '^read go$' __result__/base/0/log
