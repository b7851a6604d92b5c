. "${EXP_TESTS:?}/support/lib.sh"
# Running runs have an age and a duration that grows; one whose owner was killed is lost, and every command says why.
new_repo
commit_file a b
git-exp-run -q busy -- sh -c 'touch ../started; exec sleep 60' &
runner=$!
wait_until [ -e ../started ]
expect_status 0 git exp-list -r --state active --porcelain
cut -f 1,4,7 "$OUT" >seen
expect_file seen 'busy/0	running	1'
[ -n "$(cut -f 6 "$OUT")" ] || fail "no duration of a running run"
kill -9 $runner
wait $runner 2>/dev/null || :
is_lost() { git exp-list busy --porcelain | cut -f 4 | grep -qx lost; }
wait_until is_lost
why="process $runner on $(uname -n) is gone"
expect_status 0 git exp-list busy
expect_line "^busy/0 is lost: $why\$" "$ERR"
git exp-list busy --json >../json
expect_json ../json "r[0]['state_reason'] == '$why'"
expect_status 0 git exp-show busy
expect_line "^state +lost: $why\$" "$OUT"
expect_status 0 git exp-show --porcelain busy
expect_line "^state_reason	$why\$" "$OUT"
expect_status 0 git exp-status --porcelain
expect_line "	$why\$" "$OUT"
expect_status 0 git exp-list --state unfinished
expect_line '^busy .* 1 lost ' "$OUT"
expect_status 1 git exp-list --state active
# Taken up: the record keeps why the first attempt ended.
expect_status 124 git exp-continue --timeout 1s busy/0
expect_line "^attempt 1 was lost: $why\$" "$ERR"
expect_status 0 git exp-show busy
expect_line "^attempt 1: lost: $why\$" "$OUT"
