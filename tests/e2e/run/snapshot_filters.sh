. "${EXP_TESTS:?}/support/lib.sh"
# Line ends and filters are git's; a linked work tree, split and half-staged indexes, and core.hooksPath are left as they are.
new_repo
git config core.autocrlf input
mkdir hooks; printf '#!/bin/sh\ntouch "$HOME/hooked"\n' >hooks/post-index-change; chmod +x hooks/post-index-change
commit_all
git config core.hooksPath "$PWD/hooks"
git worktree add -q --detach ../linked; rm -f "$HOME/hooked"
git update-index --split-index; rm -f "$HOME/hooked"
printf 'a\r\nb\r\n' >text; echo half >staged; git add staged; echo whole >staged; rm -f "$HOME/hooked"
snapshot_repo
find .git -name 'sharedindex*' | sort >../before
expect_status 0 git exp-run base --snapshot -- true
expect_untouched
find .git -name 'sharedindex*' | sort >../after
expect_same ../before ../after
expect_absent "$HOME/hooked"
[ "$(git cat-file -s base:text)" = 4 ] || fail 'line ends'
[ "$(git show base:staged)" = whole ] || fail 'the staged half'
cd ../linked
echo here >only_here
snapshot_repo
expect_status 0 git exp-run linked --snapshot -- true
expect_untouched
git diff --name-only HEAD linked >../files
expect_file ../files only_here
