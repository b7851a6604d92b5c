. "${EXP_TESTS:?}/support/lib.sh"
# Hooks are chained to those that were there, which still work; all is byte for byte as before when ours are removed.
new_repo
commit_file a b
printf '#!/bin/sh\necho "theirs in $(basename "$(dirname "$0")")"\nexit 3\n' >.git/hooks/post-commit
chmod 750 .git/hooks/post-commit
snapshot_repo
find .git/hooks -printf '%m %p\n' | sort >../before
expect_status 0 git exp-init --hooks
expect_line "^installed hook 'post-commit' in '.*/hooks', chained to the one that was there$" "$ERR"
expect_line "^installed hook 'pre-push' in '.*/hooks'$" "$ERR"
expect_status 0 git exp-init --hooks
expect_stderr "nothing is missing"

expect_status 0 commit_file a c
expect_line '^theirs in hooks$' "$ERR"
git reset -q --hard HEAD^
rm -rf __data__ __result__ __statistic__

expect_status 0 git exp-init --remove-hooks
expect_line "^removed hook 'post-commit', put back the one that was there before$" "$ERR"
find .git/hooks -printf '%m %p\n' | sort >../after
expect_same ../before ../after
expect_line 'theirs in' .git/hooks/post-commit
expect_absent __data__ __result__
expect_status 0 git exp-init --remove-hooks
expect_line "^no hook of git-exp is in " "$ERR"
