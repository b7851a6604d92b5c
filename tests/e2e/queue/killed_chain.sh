. "${EXP_TESTS:?}/support/lib.sh"
# Each process of a queued run's chain is killed with -9 in turn (waiter and supervisor: waiter_killed.sh): what is left says the truth,
# and nothing survives.
new_repo
mkfifo "$scratch/gate"
commit_file train.sh "setsid -f true; echo \$\$ >\"\$GIT_EXP_DIR/program\"; cat '$scratch/gate'"
expect_status 0 git exp-run base -q --queue -j 3 --seeds 1..3 -- sh train.sh
have_begun() { for number in 0 1 2; do [ -s "__result__/base/$number/program" ] || return 1; done; }
wait_until have_begun
parent_of() { sed 's/.*) . \([0-9]*\) .*/\1/' "/proc/$1/stat"; }
state_of() { git exp-list -r --porcelain | grep "^base/$1	" | cut -f4; }
is() { [ "$(state_of "$1")" = "$2" ]; }
program=$(cat __result__/base/0/program)
leader=$(parent_of "$(cat __result__/base/1/program)")
supervisor=$(json_value __result__/base/2/attempt-1.json 'r["pid"]')
[ "$(parent_of "$leader")" = "$(json_value __result__/base/1/attempt-1.json 'r["pid"]')" ] || fail 'another chain than expected'
kill -9 "$program"
wait_until is 0 failed
expect_json __result__/base/0/run.json 'r["attempts"][0]["signal"] == 9'
kill -9 "$leader"
wait_until is 1 failed
kill -9 "$supervisor"
wait_until is 2 lost
is_gone() { ! kill -0 "$1" 2>/dev/null; }
for number in 0 1 2; do wait_until is_gone "$(cat "__result__/base/$number/program")"; done
nothing_is_left() { [ -z "$(ls -A .git/exp/queue)$(ls -A .git/exp/slots/*)" ]; }
wait_until nothing_is_left
