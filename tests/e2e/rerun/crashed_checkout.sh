# A supervisor killed with -9 in a checkout: the next command empties that into the run's folder and takes it away.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
cat >train <<'PROGRAM'
echo precious >result.txt
[ -e "$GIT_EXP_DIR/../../../../go" ] || { echo ready; mkfifo gate; read -r line <gate; }
PROGRAM
commit_all
: >../go
expect_status 0 git exp-run base -f -- sh train
rm result.txt ../go
echo dirty >>train
git exp-rerun base/0 >../out 2>&1 &
wait_until grep -q ready ../out
kill -9 "$(json_value __result__/base/1/attempt-1.json 'r["pid"]')"
wait
owner_gone() { ! ls /proc/"$(json_value __result__/base/1/attempt-1.json 'r["pid"]')" >/dev/null 2>&1; }
wait_until owner_gone
: >../go
expect_status 0 git exp-continue base/1
expect_line 'base/1.*files' "$ERR"
expect_file __result__/base/1/files/result.txt precious
expect_exists __result__/base/1/files-2/result.txt
git worktree list >../trees
[ "$(wc -l <../trees)" = 2 ] || fail "$(cat ../trees)"
rm -rf .git/exp/trees  # by hand: git and we get over it
expect_status 0 git exp-rerun base/0
git worktree prune
git fsck --strict >/dev/null 2>&1 || fail 'git fsck'
