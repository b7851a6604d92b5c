. "${EXP_TESTS:?}/support/lib.sh"
# What was fetched is not ours to remove; what its owner removes is gone for whoever merges the notes, folder or not.
new_repo ours
commit_file t.sh 'exit 1'
for n in 0 1; do expect_status 1 git exp-run -q --again a -- sh t.sh; done
git clone -q . ../theirs
cd ../theirs
fetch() { git fetch -q origin '+refs/notes/exp*:refs/exp-remotes/origin/notes/exp*' '+refs/tags/*:refs/tags/*'; }
fetch
expect_status 1 git exp-clean --force a/0
expect_line "^error: 'a/0' was fetched from 'origin': only who made it can remove it$" "$ERR"
expect_status 1 git exp-clean --force a
expect_line '^2 fetched runs are left alone' "$ERR"
git rev-parse -q --verify refs/tags/a >/dev/null || fail "the tag went although there are runs"
expect_status 1 git exp-run -q a -- sh t.sh
[ -d __result__/a/2 ] || fail "$(ls __result__/a)"
expect_status 0 git exp-clean --force a
expect_absent __result__/a
git rev-parse -q --verify refs/tags/a >/dev/null || fail "the tag went although there are runs"

# The other clone has a copy of the folder; merging the notes decides.
mkdir -p __result__/a
cp -r ../ours/__result__/a/0 __result__/a/0
git -C ../ours exp-clean -q --force a/0
fetch
expect_status 0 git exp-list -r --porcelain
cut -f 1 "$OUT" | sort >"$scratch/seen"
expect_file "$scratch/seen" "$(printf 'a/0\na/1')"
git notes --ref=exp merge -q -s cat_sort_uniq refs/exp-remotes/origin/notes/exp
expect_status 0 git exp-list -r --porcelain
[ "$(cut -f 1 "$OUT")" = a/1 ] || fail "$(cat "$OUT")"
