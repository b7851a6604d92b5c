. "${EXP_TESTS:?}/support/lib.sh"
# Links in a folder are not followed; a folder that is gone, copied or moved, an imported one, one of another user.
. "$EXP_TESTS/support/runs.sh"
new_repo
commit_file a b
mkdir precious && echo x >precious/file
printf '__*\nprecious\n' >.git/info/exclude
for id in 0 1 2 3; do make_run a/$id '' failed; done
ln -s "$PWD/precious" __result__/a/0/link
ln -s .. __result__/a/0/up
expect_status 0 git exp-clean --force a/0
expect_absent __result__/a/0
expect_exists precious/file __result__/a/1
expect_status 1 git exp-run b -- false
rm -r __result__/b/0
expect_status 0 git exp-clean b/0
expect_line '^b/0 +failed +.* no folder$' "$OUT"
expect_status 0 git exp-clean --force b/0
expect_status 128 git exp-clean b/0
mv __result__/a/2 __result__/a/8
expect_status 1 git exp-clean --force ./__result__/a/8
expect_line "^hint: move it back, or remove it: rm -r .*/a/8$" "$ERR"
cp -r __result__/a/3 __result__/a/9
expect_status 0 git exp-clean --force a/3
expect_line "^warning: a copy of 'a/3' stays in '.*/a/9', and is not shown any more$" "$ERR"

mkdir -p __result__/old/0
echo '{"metric": {"loss": 1}}' >__result__/old/0/statistic.json
expect_status 128 git exp-clean old/0
expect_line '^hint: rm -r .*/__result__/old/0$' "$ERR"
git exp-record -q old/0
expect_status 1 git exp-clean --force old/0
expect_status 0 git exp-clean --force --finished old/0
expect_absent __result__/old
