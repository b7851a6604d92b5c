. "${EXP_TESTS:?}/support/lib.sh"
# The terminal's ^C reaches git and us, and git passes its own on: it counts once.
new_repo
commit_file train.sh ': >"$SCRATCH/began"; while [ ! -e "$SCRATCH/go" ]; do sleep 0.02; done; echo "loss: 1"'
export SCRATCH="$scratch"
for try in 1 2 3 4 5; do
  rm -f "$scratch/began" "$scratch/go"
  EXP_TYPED=$(printf '\003') EXP_TYPED_AT="$scratch/began" in_terminal git exp-run "asr$try" -j 1 --seeds 1..3 -- sh train.sh >"$scratch/seen" 2>&1 &
  runner=$!
  wait_until grep -q 'nothing more is started' "$scratch/seen"
  : >"$scratch/go"
  status=0; wait $runner || status=$?
  [ $status -eq 130 ] || fail "status $status: $(cat "$scratch/seen")"
  expect_json "__result__/asr$try/0/run.json" 'r["state"] == "finished"'
  expect_line '3 runs: 1 finished, 2 not started' "$scratch/seen"
done

# A terminal that goes away while nohup has us does not count.
nohup "$EXP_BIN/git-exp-run" quiet -q --seeds 1..2 -- sh train.sh >/dev/null 2>&1 &
runner=$!
rm -f "$scratch/began" "$scratch/go"
wait_until test -e "$scratch/began"
kill -HUP $runner
: >"$scratch/go"
wait $runner || fail "SIGHUP was not ignored"
