. "${EXP_TESTS:?}/support/lib.sh"
# No room for all runs, or ^C while they are claimed: none is left, so that typing it again makes no second ones.
new_repo
commit_file train.sh 'touch "$GIT_EXP_DIR/began"'
nothing_is_left() { [ -z "$(find __result__ .git/exp/queue -name run.json -o -name submission.json)$(ls __result__/.active)" ]; }
tmpfs 128k __result__
expect_status 125 git exp-run base --seeds 1..20 -- sh train.sh
expect_line 'no space left on device' "$ERR"
nothing_is_left || fail "left: $(find __result__ .git/exp/queue)"
umount __result__
"$EXP_BIN/git-exp-run" base -q --queue --seeds 1..9999 -- sh train.sh >"$OUT" 2>"$ERR" &
submitter=$!
wait_until test -e __result__/base/5
kill -TERM $submitter
status=0; wait $submitter || status=$?
[ $status -eq 143 ] || fail "status $status"
nothing_is_left || fail "left: $(find __result__ .git/exp/queue | head)"
