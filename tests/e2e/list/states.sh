. "${EXP_TESTS:?}/support/lib.sh"
# Running runs have an age and a duration that grows; one whose owner was killed is lost.
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
expect_status 0 git exp-list --state unfinished
expect_line '^busy .* 1 lost ' "$OUT"
expect_status 1 git exp-list --state active
