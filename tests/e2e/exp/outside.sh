. "${EXP_TESTS:?}/support/lib.sh"
# Outside a repository, or in one that cannot be used, the commands are shown all the same.
expect_status 0 git exp
expect_line '^not a git repository' "$ERR"
expect_line '^   init +make the folders' "$OUT"
expect_no_line 'exec' "$OUT"
expect_status 0 git exp -h
expect_line '^usage: git exp ' "$OUT"
expect_status 0 git exp --version
git init -q --object-format=sha256 new
cd new
expect_status 0 git exp
expect_line 'sha256' "$ERR"
expect_line '^   init ' "$OUT"
