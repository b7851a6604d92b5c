. "${EXP_TESTS:?}/support/lib.sh"
# The hook that was here before gets its arguments and standard input, and its exit status counts.
new_repo
commit_file a b
git init -q --bare ../server
cp "$EXP_SOURCE/hooks/pre-push" .git/hooks/pre-push
cat >.git/hooks/pre-push.before-exp <<'HOOK'
#!/bin/sh
echo "arguments: $*"
cat
exit "$(cat "$HOME/answer")"
HOOK
chmod +x .git/hooks/pre-push.before-exp

echo 1 >"$HOME/answer"
expect_status 1 git push ../server HEAD:refs/heads/main
expect_line '^arguments: ../server ../server$' "$OUT"
expect_line "^HEAD $(git rev-parse HEAD) refs/heads/main 0+$" "$OUT"
echo 0 >"$HOME/answer"
expect_status 0 git push ../server HEAD:refs/heads/main

chmod -x .git/hooks/pre-push.before-exp  # as git: what is not executable is no hook
echo 1 >"$HOME/answer"
expect_status 0 git push ../server HEAD:refs/heads/other
