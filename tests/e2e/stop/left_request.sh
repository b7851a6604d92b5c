. "${EXP_TESTS:?}/support/lib.sh"
# A request for another attempt stops nothing, nor does a file that is none; whatever it is, it goes with the run's end.
new_repo
commit_file t.sh 'trap "echo noticed >>\"$GIT_EXP_DIR/signals\"" USR1; echo ready; while [ ! -e "$GO" ]; do sleep 0.05; done'
export GO="$scratch/go"
mkfifo ../fifo
request() {  # RUN NUMBER: puts it there
  case $2 in
  0) echo '{"attempt": 7, "who": "ada", "force": true, "now": true}' >"$1/stop" ;;
  1) : >"$1/stop" ;;
  2) ln -s "$scratch/work/fifo" "$1/stop" ;;
  3) mkdir "$1/stop" ;;
  esac
}
for number in 0 1 2 3; do
  rm -f "$GO" ../out
  git-exp-run -q base -- sh t.sh >../out 2>/dev/null &
  runner=$!
  wait_until grep -qs '^ready$' ../out
  request __result__/base/$number $number
  kill -URG $runner   # it looks
  kill -USR1 $runner  # and has looked when this one is forwarded
  wait_until [ -s __result__/base/$number/signals ]
  touch "$GO"
  wait $runner || fail "exit status $? with request $number"
  [ $number = 3 ] || expect_absent __result__/base/$number/stop
  expect_json __result__/base/$number/run.json 'r["state"] == "finished" and "stopped_by" not in r["attempts"][0]'
done
