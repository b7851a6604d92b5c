. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/many.sh"
# A fetch that overwrites our notes by those of others, and one that overwrites all refs, the guard of our records too:
# the next command that writes puts them back, from git as long as it can, else from the run folders, and says so.
new_repo bob
commit_file a b
git init -q ../ada
git -C ../ada remote add origin ../bob
git -C ../ada pull -q origin main
expect_status 0 git exp-run -q bob -- true
cd ../ada
for _ in 1 2 3; do expect_status 0 git exp-run -q --again ada -- true; done
expect_status 0 git exp-record -q --label good ada/1

git fetch -q origin '+refs/notes/*:refs/notes/*'
git notes --ref=exp show >"$OUT"
expect_no_line '"run":"ada' "$OUT"
expect_status 0 git exp-run -q --again ada -- true
expect_line "^warning: put back 4 lines of 'refs/notes/exp' that were published from here and had been lost there$" "$ERR"
expect_sound __result__

mirror() { git fetch -q --prune --update-head-ok origin '+refs/*:refs/*'; }
mirror
expect_status 0 git exp-record --pending
expect_line "^warning: 'refs/exp/published' was lost or overwritten: 4 records of the run folders had gone from the notes" "$ERR"
expect_line "^warning: put back 5 lines" "$ERR"
expect_sound __result__
git notes --ref=exp show >"$OUT"
expect_line '"run":"bob/0"' "$OUT"

mirror
git reflog expire --expire=now --all
git gc -q --prune=now
expect_status 0 git exp-run -q --again ada -- true
expect_line "^warning: 'refs/exp/published' was lost or overwritten: 4 records" "$ERR"
expect_no_line "put back" "$ERR"
expect_sound __result__
git notes --ref=exp show >"$OUT"
expect_line '"kind":"edit"' "$OUT"
expect_status 0 git exp-record --pending
expect_stderr ""
