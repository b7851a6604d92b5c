. "${EXP_TESTS:?}/support/lib.sh"
# A normal end stops what is left in the session, a process with a session of its own is left and named;
# after kill -9 of git exp-run nothing survives.
new_repo
commit_file a 1
expect_status 0 git exp-run base -- sh -c 'sleep 600 & setsid sleep 601 & echo $! >"$GIT_EXP_DIR/own"'
own=$(cat __result__/base/0/own)
expect_line "^process $own \(sleep\) made a session of its own and was left alone$" "$ERR"
kill -0 "$own" && kill "$own"
git-exp-run -q base -- sh -c 'setsid sleep 602 & touch "$GIT_EXP_DIR/up"; sleep 603' &
wait_until test -e __result__/base/1/up
kill -9 $!
gone() { ! pgrep -f 'sleep 60[0123]' >/dev/null; }
wait_until gone
expect_json __result__/base/1/run.json 'r["state"] == "running"'
