# Tags pruned, branches gone, reflog expired, git gc --prune=now: the code of every run is still here.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo hub
commit_file README start
cd ..
git clone -q hub mine
cd mine
git config fetch.prune true
git config fetch.pruneTags true
git checkout -q -b topic
commit_file train 'echo "seed $GIT_EXP_SEED"'
expect_status 0 git exp-run base --seed 4 -- sh train
git checkout -q main
git branch -q -D topic
git fetch -q
[ -z "$(git tag)" ] || fail 'the tag was not pruned: nothing is tested'
git reflog expire --expire=now --all
git gc -q --prune=now
expect_status 0 git exp-rerun base/0
expect_stdout 'seed 4'
git gc -q --prune=now
expect_status 0 git exp-rerun base/0 -q  # from the kept checkout
git worktree prune
git fsck --strict >/dev/null 2>&1 || fail 'git fsck'
