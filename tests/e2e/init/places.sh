. "${EXP_TESTS:?}/support/lib.sh"
# From anywhere the folders are those of the main work tree; a bare repository has none.
new_repo
commit_file sub/a b
top=$PWD
git worktree add -q ../linked
cd ../linked/sub
expect_status 0 git exp-init --hooks
expect_exists "$top/__result__" "$top/.git/hooks/post-commit"
expect_absent ../__result__ ../../repo/sub/__result__
cd "$scratch"
expect_status 0 env GIT_DIR="$top/.git" GIT_WORK_TREE="$top" git exp-init --check --hooks

expect_status 128 git exp-init
expect_line '^fatal: not a git repository' "$ERR"
git init -q --bare bare.git
expect_status 128 git -C bare.git exp-init
expect_line '^fatal: ' "$ERR"
