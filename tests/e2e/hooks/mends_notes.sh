. "${EXP_TESTS:?}/support/lib.sh"
# Notes that somebody overwrote are mended by the next commit, without anything that waits to be published.
new_repo
commit_file a b
expect_status 0 git exp-run -q t -- true
commit=$(git rev-parse HEAD)
cp "$EXP_SOURCE/hooks/post-commit" .git/hooks/
git update-ref refs/notes/exp "$(echo empty | git commit-tree "$(git mktree </dev/null)")"
echo c >a
expect_status 0 git commit -q -m second a
expect_stderr "warning: put back 1 line of 'refs/notes/exp' that were published from here and had been lost there"
git notes --ref=exp show "$commit" >"$OUT"
expect_line '"run":"t/0"' "$OUT"
# What others add is no reason to say anything, nor to come again.
git notes --ref=exp append -m foreign
echo d >a
expect_status 0 git commit -q -m third a
expect_stderr ""
expect_file .git/exp/published "refs/notes/exp $(git rev-parse refs/notes/exp)"
