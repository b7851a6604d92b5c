. "${EXP_TESTS:?}/support/lib.sh"
# Whatever happens to the publishing, git's command goes on: here git-exp is not installed any more.
new_repo
commit_file a b
git init -q --bare ../server
mkdir -p .git/exp/pending
for hook in post-commit pre-push; do cp "$EXP_SOURCE/hooks/$hook" .git/hooks/; done
echo nowhere >.git/exp/pending/0123.1
export PATH="$EXP_OUTER_PATH"
if command -v git-exp-record >/dev/null; then skip "git-exp is installed on this machine"; fi
expect_status 0 commit_file a c
expect_status 0 git push ../server HEAD:refs/heads/main
