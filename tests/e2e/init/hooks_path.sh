. "${EXP_TESTS:?}/support/lib.sh"
# core.hooksPath: a folder that git could track, here or in another work tree, is left alone; any other is used.
new_repo
commit_file .githooks/pre-commit '#!/bin/sh'
git config core.hooksPath .githooks
snapshot_repo
expect_status 128 git exp-init --hooks
expect_line "^fatal: the folder of the hooks '.*/\.githooks' \(core.hooksPath\) can be tracked by git, so " "$ERR"
expect_line "^hint: add to its post-commit, post-merge and pre-push by hand: git exp-record --pending" "$ERR"
expect_untouched
expect_absent __result__

git init -q "$scratch/dotfiles"
mkdir "$scratch/dotfiles/hooks"
git config core.hooksPath "$scratch/dotfiles/hooks"
expect_status 128 git exp-init --hooks
expect_absent "$scratch/dotfiles/hooks/post-commit"

git config core.hooksPath /dev/null
expect_status 128 git exp-init --hooks
expect_line "^fatal: core.hooksPath is '/dev/null', which is no folder$" "$ERR"
expect_absent __result__

git config core.hooksPath .ignored
echo .ignored >>.git/info/exclude
expect_status 0 git exp-init --hooks
expect_exists .ignored/post-commit
git config core.hooksPath "$scratch/shared hooks"
expect_status 0 git exp-init --hooks
expect_exists "$scratch/shared hooks/post-merge"
expect_status 0 git exp-init --remove-hooks
expect_absent "$scratch/shared hooks/post-merge"
expect_exists .ignored/post-commit
