. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Installed by git exp-init, the hooks publish what ended elsewhere, from a linked work tree as well.
new_repo
commit_file a b
commit=$(git rev-parse HEAD)
git worktree add -q ../linked
expect_status 0 git -C ../linked exp-init --hooks
make_run asr/0
wait_to_be_published asr/0
commit_file a c
git notes --ref=exp show "$commit" >"$OUT"
expect_line '"run":"asr/0"' "$OUT"
