. "${EXP_TESTS:?}/support/lib.sh"
# The waiting process killed with -9: what runs goes on and keeps its place, what waits stays queued; a supervisor killed with
# -9 frees its place, and its run is lost.
new_repo
mkfifo "$scratch/gate"
commit_file train.sh "mkdir -p '$scratch/began'; : >\"$scratch/began/\$GIT_EXP_SEED\"; cat '$scratch/gate'"
has_begun() { [ -e "$scratch/began/$1" ]; }
is() { [ "$(json_value "__result__/base/$1/run.json" 'r["state"]')" = "$2" ]; }
expect_status 0 git exp-run base -q --queue --seeds 1..3 -- sh train.sh
wait_until has_begun 1
waiter=$(json_value .git/exp/queue/*/waiter.json 'r["pid"]')
supervisor=$(json_value __result__/base/0/attempt-1.json 'r["pid"]')
kill -9 "$waiter"
[ "$(json_value ".git/exp/slots/$(hostname)/0" 'r["pid"]')" = "$supervisor" ] || fail 'the place is not the run'"'"'s'
# Another submission still waits for that place.
"$EXP_BIN/git-exp-run" base -q --seeds 9..9 -- sh train.sh &
second=$!
stands_in_line() { ls ".git/exp/slots/$(hostname)" | grep -q '^wait-'; }
wait_until stands_in_line
! has_begun 9 || fail 'two runs in one place'
: >"$scratch/gate"
wait_until is 0 finished
wait_until has_begun 9
kill -9 "$(json_value __result__/base/3/attempt-1.json 'r["pid"]')"
status=0; wait $second || status=$?
[ $status -eq 1 ] || fail "status $status"
[ -z "$(ls -A ".git/exp/slots/$(hostname)")" ] || fail 'a place is still held'
expect_status 0 git exp-list -r --porcelain
expect_line '^base/3	.*lost' "$OUT"
expect_line '^base/1	.*queued' "$OUT"
expect_line '^base/2	.*queued' "$OUT"
