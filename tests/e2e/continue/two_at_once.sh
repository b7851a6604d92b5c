# Of two people who continue a run at once exactly one does.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
cat >train <<'PROGRAM'
[ "$GIT_EXP_ATTEMPT" -gt 1 ] || exit 1
echo "$$" >>"$GIT_EXP_DIR/started"
while [ ! -e "$GIT_EXP_DIR/gate" ]; do sleep 0.05; done
PROGRAM
commit_all
expect_status 1 git exp-run base -- sh train
for n in 1 2 3 4 5; do
  (got=0; git exp-continue base/0 >"../out.$n" 2>"../err.$n" || got=$?; echo "$got" >"../status.$n.new"; mv "../status.$n.new" "../status.$n") &
done
four_refused() { [ "$(cat ../status.? 2>/dev/null | grep -c 125)" = 4 ]; }
wait_until four_refused
wait_until test -e __result__/base/0/started
[ "$(ls __result__/.active | wc -l)" = 1 ] || fail "the marker of the one that runs is gone"
: >__result__/base/0/gate
wait
[ "$(cat ../status.? | sort -n | tr '\n' ' ')" = '0 125 125 125 125 ' ] || fail "statuses: $(cat ../status.?)"
[ "$(wc -l <__result__/base/0/started)" = 1 ] || fail 'started more than once'
for n in 1 2 3 4 5; do
  [ "$(cat "../status.$n")" = 0 ] ||
    expect_line "^fatal: 'base/0' (is being continued by|is still running:|was just continued by) .*$(hostname).* since 20" "../err.$n"
done
expect_json __result__/base/0/run.json 'len(r["attempts"]) == 2' 'r["state"] == "finished"'
