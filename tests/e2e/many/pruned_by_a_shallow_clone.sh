. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/many.sh"
# A shallow clone has few commits: its `git notes prune` removes the notes of all others. Pushed, fetched and merged, that
# reaches those who wrote them: their next command puts them back.
git init -q --bare server.git
new_repo ada
git remote add origin ../server.git
for n in 1 2 3; do
  commit_file a "$n"
  expect_status 0 git exp-run -q "t$n" -- true
done
git push -q origin HEAD 'refs/notes/exp'
git clone -q --depth 1 "file://$scratch/work/server.git" ../bob
cd ../bob
git fetch -q origin 'refs/notes/exp:refs/notes/exp'
git notes --ref=exp prune
[ "$(git notes --ref=exp list | wc -l)" -eq 1 ] || fail "the test does not prune"
git push -q origin refs/notes/exp
cd ../ada
git fetch -q origin '+refs/notes/exp*:refs/exp-remotes/origin/notes/exp*'
git notes --ref=exp merge -q -s cat_sort_uniq refs/exp-remotes/origin/notes/exp
[ "$(git notes --ref=exp list | wc -l)" -eq 1 ] || fail "the pruned notes did not come here"
expect_status 0 git exp-record --pending
expect_line "^warning: put back 2 lines of 'refs/notes/exp' that were published from here" "$ERR"
expect_sound __result__
git push -q origin refs/notes/exp || fail "it cannot be pushed without force"
expect_status 0 git exp-record --pending
expect_stderr ""

cd ../bob
expect_status 0 git exp-run -q bob -- true
git fetch -q origin '+refs/notes/exp*:refs/exp-remotes/origin/notes/exp*'
git notes --ref=exp merge -q -s cat_sort_uniq refs/exp-remotes/origin/notes/exp
[ "$(git notes --ref=exp list | wc -l)" -eq 3 ] || fail "bob has not got them again"
