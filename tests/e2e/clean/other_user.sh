. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# A folder from which nothing can be removed is refused before anything is done.
[ "$(id -u)" -eq 0 ] || skip "only root can make files of another user"
new_repo
commit_file a b
make_run a/0 '' failed
make_run a/1 '' failed
git exp-record -q a/0 a/1
mkdir __result__/a/1/deep
touch __result__/a/1/deep/file
give_to_other_user "$PWD"
chown root __result__/a/1/deep
expect_status 1 as_other_user git exp-clean --force a/0 a/1
expect_line "^error: 'a/1' cannot be removed: nothing can be removed from '.*/a/1/deep', which belongs to root: permission denied$" "$ERR"
expect_exists __result__/a/0/run.json __result__/a/1/deep/file
chown nobody __result__/a/1/deep
chmod 1777 __result__/a
chown root __result__/a
chown -R root __result__/a/0
expect_status 1 as_other_user git exp-clean --force a/0
expect_line "^error: 'a/0' was made by ada@elsewhere: only who made it can remove it" "$ERR"
expect_status 0 as_other_user git exp-clean --force a/1
expect_absent __result__/a/1
expect_exists __result__/a/0/run.json
