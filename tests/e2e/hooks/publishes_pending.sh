. "${EXP_TESTS:?}/support/lib.sh"
# A run whose record waits is published by the next commit, also by one in a linked work tree.
new_repo
commit_file a b
expect_status 0 git exp-run t -- true
commit=$(git rev-parse HEAD)
cp "$EXP_SOURCE/hooks/post-commit" .git/hooks/
git worktree add -q ../linked
wait_again() {  # as if the run had ended where the git folder cannot be written
  git update-ref -d refs/notes/exp
  git update-ref -d refs/exp/published
  printf '%s\n' "$PWD/__result__/t/0" \
    >".git/exp/pending/$(json_value __result__/t/0/run.json 'r["uuid"]').$(json_value __result__/t/0/run.json 'r["rev"]')"
}

wait_again
commit_file a c
git notes --ref=exp show "$commit" >note || fail "the record is not published"
expect_line '"run":"t/0"' note
rm note
[ -z "$(ls .git/exp/pending)" ] || fail "still pending: $(ls .git/exp/pending)"

wait_again
cd ../linked
commit_file a d
git notes --ref=exp show "$commit" >/dev/null || fail "the record is not published from a linked work tree"
