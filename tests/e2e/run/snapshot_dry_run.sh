. "${EXP_TESTS:?}/support/lib.sh"
# What would be frozen is said, with the commit's own id, and nothing is written.
new_repo
commit_file code 1
echo 2 >code; echo new >new
snapshot_repo
find .git -type f -exec sha256sum {} + | sort >../before
expect_status 0 git exp-run -v base --snapshot --dry-run -- true
expect_line '^would be frozen as commit [0-9a-f]{10}: 1 changed file and 1 new file on ' "$ERR"
expect_line '^  \?\? new$' "$ERR"
find .git -type f -exec sha256sum {} + | sort >../after
cmp ../before ../after || fail 'something was written'
[ -z "$(ls -A "$TMPDIR")" ] || fail "$(ls -A "$TMPDIR")"
expect_untouched
commit=$(sed -n 's/^commit: *//p' "$OUT")
expect_status 0 git exp-run base --snapshot -- true
[ "$(git rev-parse 'base^{commit}')" = "$commit" ] || fail "it became another commit"
