. "${EXP_TESTS:?}/support/lib.sh"
# Without --force nothing is touched: what would go is listed, with the line that removes it.
new_repo
commit_file t.sh 'echo 12345 >"$GIT_EXP_DIR/file"; exit 3'
git tag before
expect_status 3 git exp-run -q oops -- sh t.sh
expect_status 3 git exp-run -q oops -- sh t.sh
commit=$(git rev-parse HEAD)
ln -s / __result__/oops/1/link
state() { find __result__ .git/exp -type f -exec sha256sum {} + | sort; git for-each-ref; }
state >"$scratch/before"
expect_status 0 git exp-clean oops
expect_line '^run +state +age +size$' "$OUT"
expect_line '^oops/0 +failed +[0-9]+ seconds? ago +[0-9.]+ KiB$' "$OUT"
expect_line '^  the tag oops$' "$OUT"
expect_line "^  refs/exp/commits/$commit$" "$OUT"
expect_line '^hint: to remove this: git exp-clean --force oops$' "$ERR"
expect_status 0 git exp-clean oops/0
expect_no_line 'tag|refs/' "$OUT"
state >"$scratch/after"
expect_same "$scratch/before" "$scratch/after"
expect_status 129 git exp-clean
expect_status 128 git exp-clean opps
expect_line "^hint: did you mean 'oops'\?$" "$ERR"

snapshot_repo
eval "$(git exp-clean oops 2>&1 >/dev/null | sed 's/.*: git/git/')"
expect_absent __result__/oops
[ -z "$(git tag -l oops)$(git for-each-ref refs/exp/commits)" ] || fail "names are left"
[ "$(git tag)" = before ] || fail "the user's tag is gone"
expect_untouched
