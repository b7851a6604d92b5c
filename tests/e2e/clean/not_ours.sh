# Records of others that were merged into our notes are not ours to remove: a tombstone would reach everybody.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo lab
commit_file train true
expect_status 0 git exp-run base -- sh train
cd ..
git clone -q lab mine
cd mine
git fetch -q ../lab 'refs/notes/exp:refs/notes/exp' tag base
expect_status 0 git exp-run base -- sh train
expect_status 1 git exp-clean --force --finished base/0
expect_line "^error: 'base/0' was made by .*: only who made it can remove it$" "$ERR"
git exp-clean --force --finished base >/dev/null 2>&1 || :
git notes --ref=exp show HEAD >../note
expect_no_line '"run":"base/0".*"deleted":true' ../note
expect_line '"run":"base/1".*"deleted":true' ../note
[ "$(git tag)" = base ] || fail 'the tag is gone'
