# The submodules of the run's commit, from the local store, without network; one whose commit is not here is named.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo lib
commit_file version one
cd ..
new_repo main
git submodule --quiet add ../lib deps/lib
commit_file train 'cat deps/lib/version'
git commit -qam 'with lib'
expect_status 0 git exp-run base -f -- sh train
expect_stdout one
(cd ../lib && commit_file version two)
git -C deps/lib pull -q
git commit -qam 'newer lib'
rm -rf ../lib  # there is nothing to fetch from
snapshot_repo
expect_status 0 git exp-rerun base/0
expect_stdout one
expect_untouched
expect_status 0 git exp-rerun base/0 -q
git -C deps/lib worktree list >../trees
git worktree prune
rm -rf .git/exp/trees
git -C .git/modules/deps/lib worktree prune
(cd deps/lib && git reflog expire --expire=now --all && git update-ref -d refs/remotes/origin/main; git tag -l)
old=$(git rev-parse "base^{commit}:deps/lib")
rm -f ".git/modules/deps/lib/objects/$(echo "$old" | cut -c1-2)/$(echo "$old" | cut -c3-)"
expect_status 125 git exp-rerun base/0
expect_line "deps/lib" "$ERR"
expect_line '^hint: ' "$ERR"
[ ! -d .git/exp/trees ] || [ -z "$(find .git/exp/trees -name train)" ] || fail 'half a checkout is left'
[ "$(git worktree list | wc -l)" = 1 ] || fail "$(git worktree list)"
