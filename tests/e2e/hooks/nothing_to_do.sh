. "${EXP_TESTS:?}/support/lib.sh"
# With nothing to publish the hook starts no process at all: it works although PATH leads nowhere.
new_repo
commit_file a b
git worktree add -q ../linked
mkdir -p .git/exp/pending
for hook in post-commit post-merge pre-push; do
  for folder in . ../linked; do
    cd "$folder"
    git_dir=$(git rev-parse --git-dir)
    expect_status 0 env PATH=/nowhere GIT_DIR="$git_dir" /bin/sh "$EXP_SOURCE/hooks/$hook"
    expect_stdout ""
    expect_stderr ""
    cd "$scratch/work/repo"
  done
done
