. "${EXP_TESTS:?}/support/lib.sh"
# A folder that was removed, a tag that was deleted, a folder that was copied: said, and nothing breaks.
new_repo
commit_file a b
git exp-run -q base -- echo 'acc: 0.5'
git exp-record -q --label keep -m 'the first' base/0
mkdir __result__/kept
cp -r __result__/base/0 __result__/kept/7
expect_status 0 git exp-show __result__/kept/7
expect_line '^base/0 \(a copy of base/0\)$' "$OUT"
expect_line "^folder +$PWD/__result__/kept/7$" "$OUT"
git exp-show --path __result__/kept/7 >"$OUT"
expect_stdout "$PWD/__result__/kept/7"
rm -r __result__/kept __result__/base/0
git tag -d base >/dev/null
expect_status 0 git exp-show base/0
expect_line '^folder +\(not here any more\)$' "$OUT"
expect_line '^acc +0\.5$' "$OUT"
expect_line '^label +keep +.*ago$' "$OUT"
expect_line '^message +the first +.*ago$' "$OUT"
expect_status 0 git exp-show base
expect_status 0 git exp-show "$(git exp-show --porcelain base | sed -n 's/^uuid	\(.\{8\}\).*/\1/p')"
expect_status 1 git exp-show --log base/0
expect_line "^error: the folder of 'base/0' is not here any more$" "$ERR"
expect_status 1 git exp-show --files --params base/0
