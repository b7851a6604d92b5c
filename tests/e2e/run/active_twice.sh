. "${EXP_TESTS:?}/support/lib.sh"
# The same run twice at once is a mistake; other seeds, other words and --again are not.
new_repo
commit_file a 1
git-exp-run -q base -- sh -c 'touch "$GIT_EXP_DIR/up"; while [ ! -e "$GIT_EXP_DIR/end" ]; do sleep 0.05; done' &
wait_until test -e __result__/base/0/up
program='touch "$GIT_EXP_DIR/up"; while [ ! -e "$GIT_EXP_DIR/end" ]; do sleep 0.05; done'
expect_status 125 git exp-run base -- sh -c "$program"
expect_line "^fatal: the same run is active already: 'base/0' \(" "$ERR"
expect_line "^hint: git exp-run --again" "$ERR"
expect_status 0 git exp-run base -- true
touch __result__/base/0/end
wait
expect_status 0 git exp-run base -- sh -c "touch \"\$GIT_EXP_DIR/end\"; $program"
