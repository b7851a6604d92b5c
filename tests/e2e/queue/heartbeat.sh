. "${EXP_TESTS:?}/support/lib.sh"
# A supervisor that stands still for longer than the heartbeat: on its own host it is alive, as another host sees it presumed lost, and
# again running once it goes on. A clock that is ahead makes no run lost.
new_repo
mkfifo "$scratch/gate"
commit_file train.sh "echo up; cat '$scratch/gate'"
expect_status 0 git exp-run base -q --queue -- sh train.sh
has_begun() { grep -q '^up$' __result__/base/0/log 2>/dev/null; }
wait_until has_begun
state_is() { [ "$(git exp-list -r --porcelain | cut -f4)" = "$1" ] || fail "not $1: $(git exp-list -r --porcelain)"; }
claim=__result__/base/0/attempt-1.json
supervisor=$(json_value $claim 'r["pid"]')
kill -STOP "$supervisor"
touch -d '5 minutes ago' __result__/base/0/heartbeat $claim
state_is running
cp $claim "$scratch/claim"
sed -i 's/"boot_id": *"[^"]*"/"boot_id": "another"/; s/"host": *"[^"]*"/"host": "elsewhere"/' $claim
touch -d '5 minutes ago' $claim
state_is 'presumed lost'
touch -d '5 minutes' __result__/base/0/heartbeat
state_is running
touch -d '1 minute ago' __result__/base/0/heartbeat
state_is running
cp "$scratch/claim" $claim
kill -CONT "$supervisor"
: >"$scratch/gate"
ended() { [ "$(json_value __result__/base/0/run.json 'r["state"]')" = finished ]; }
wait_until ended
