. "${EXP_TESTS:?}/support/lib.sh"
# A command at each end: with the state, after the record, and never of any consequence for the run.
new_repo
commit_file train 'echo "loss: 0.5"; exit "${1:-0}"'
told="$scratch/told"
git config exp.notify 'echo "$GIT_EXP_RUN $GIT_EXP_STATE $GIT_EXP_EXIT $(basename "$GIT_EXP_RECORD")" >>'"$told"
expect_status 0 git exp-run base -- sh train
expect_status 3 git exp-run base -- sh train 3
expect_status 124 git exp-run base --timeout 1s -- sleep 60
expect_status 0 git exp-rerun base/0
expect_status 3 git exp-continue base/1
printf '%s run.json\n' 'base/0 finished 0' 'base/1 failed 3' 'base/2 timeout 124' 'base/3 finished 0' 'base/1 failed 3' |
  diff - "$told" || fail "what was told"

# The closing line is the message; --notify stands in place of the setting, and none is none.
expect_status 0 git exp-run base --notify 'echo "$GIT_EXP_MESSAGE" >'"$scratch/message" -- sh train
expect_same "$scratch/message" "$(grep '^base/4 finished' "$ERR" >"$scratch/closing"; echo "$scratch/closing")"
expect_status 0 git exp-run base --notify '' -- sh train
[ "$(wc -l <"$told")" = 5 ] || fail "exp.notify ran beside --notify"

# A failing one warns, with what it said; one that cannot be run does, too. -v tells what a good one said.
expect_status 0 git exp-run base --notify 'echo no route; exit 7' -- sh train
expect_line '^warning: the notification command failed with exit status 7$' "$ERR"
expect_line '^  \| no route$' "$ERR"
expect_status 3 git exp-run base --notify 'no-such-program' -- sh train 3
expect_line '^warning: the notification command failed with exit status 127$' "$ERR"
expect_status 0 git exp-run -v base --notify 'echo sent' -- sh train
expect_line '^  \| sent$' "$ERR"
expect_status 129 git exp-run --trial --notify true -- sh train
