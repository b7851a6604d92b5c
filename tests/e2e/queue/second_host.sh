. "${EXP_TESTS:?}/support/lib.sh"
# Two hosts (here: one in a PID and UTS namespace of its own) share a repository: each has its own places. What ran on one that
# is gone is presumed lost once its heartbeat is old.
unshare --pid --uts --fork --mount-proc true 2>"$ERR" || skip "unshare is not permitted: $(cat "$ERR")"
new_repo
mkfifo "$scratch/gate" "$scratch/host"
commit_file train.sh "hostname >\"\$GIT_EXP_DIR/where\"; [ \$GIT_EXP_SEED != 1 ] || cat '$scratch/gate'"
# Where its first process ends, the kernel kills all others there: a power failure.
unshare --pid --uts --fork --mount-proc --kill-child sh -c "hostname second; git exp-run base -q --queue --seeds 1..2 -- sh train.sh; cat '$scratch/host'" &
host=$!
wait_until test -s __result__/base/0/where
expect_file __result__/base/0/where second
state_of() { git exp-list -r --porcelain | grep "^base/$1	" | cut -f4; }
[ "$(state_of 0) $(state_of 1)" = 'running queued' ] || fail "$(git exp-list -r --porcelain)"
[ -e .git/exp/slots/second/0 ] || fail "$(find .git/exp/slots)"
# It does not wait for the other host's place, and its run has a number of its own.
expect_status 0 git exp-run base -q -j 1 --seeds 3..3 -- sh train.sh
[ "$(state_of 2)" = finished ] || fail "$(git exp-list -r --porcelain)"
kill -9 $host
wait $host 2>"$ERR" || true
[ "$(state_of 0)" = running ] || fail 'lost although its heartbeat is new'
touch -d '5 minutes ago' __result__/base/0/heartbeat __result__/base/0/attempt-1.json
[ "$(state_of 0) $(state_of 1)" = 'presumed lost queued' ] || fail "$(git exp-list -r --porcelain)"

# Its queue is taken up here once its waiter was silent for so long, and not before.
expect_status 0 git exp-status --resume
expect_line '^no queued run lacks somebody who starts it$' "$ERR"
[ "$(state_of 1)" = queued ] || fail "$(git exp-list -r --porcelain)"
touch -d '5 minutes ago' .git/exp/queue/*/waiter.json
expect_status 0 git exp-status --resume
expect_line '^1 submission is taken up$' "$ERR"
wait_until sh -c 'grep -q "\"finished\"" __result__/base/1/run.json && [ -z "$(ls .git/exp/queue)" ]'
expect_file __result__/base/1/where "$(hostname)"

# A container that was started anew, with the name of the one before: the place of the other's process is free once it is silent.
mkdir -p ".git/exp/slots/$(hostname)"
place=".git/exp/slots/$(hostname)/0"
sed 's/"pid_namespace": "[^"]*"/"pid_namespace": "pid:[1]"/' __result__/base/1/attempt-1.json >"$place"
git exp-run base -q -j 1 --seeds 4..4 -- sh train.sh &
runner=$!
wait_until test -e __result__/base/3/queue
wait_until sh -c 'ls .git/exp/slots/*/ | grep -q ^wait-'
[ "$(state_of 3)" = queued ] || fail "$(git exp-list -r --porcelain)"
touch -d '5 minutes ago' "$place"
wait $runner
[ "$(state_of 3)" = finished ] || fail "$(git exp-list -r --porcelain)"
