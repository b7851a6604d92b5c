. "${EXP_TESTS:?}/support/lib.sh"
# From below, a linked work tree, with git -C, in a bare clone that fetched the records; nothing is written.
new_repo
commit_file sub/t.sh 'echo acc: 0.5'
(cd sub && git exp-run -q base -- sh t.sh)
snapshot_repo
here=$PWD
shows() { "$@" --porcelain base/0 | sed -n 's/^metric.acc	//p'; }
[ "$(cd sub && shows git exp-show)" = 0.5 ] || fail "from below"
[ "$(cd sub && git exp-show base/0 | sed -n 's/^command *//p')" = 'sh t.sh' ] || fail "the command where it ran"
[ "$(git exp-show base/0 | sed -n 's/^command *//p')" = "cd $PWD/sub && sh t.sh" ] || fail "the command from elsewhere"
[ "$(cd / && shows git -C "$here" exp-show)" = 0.5 ] || fail "with git -C"
git worktree add -q ../linked
(cd ../linked && expect_status 0 git exp-log base/0 && expect_same "$here/__result__/base/0/log" "$OUT")
[ "$(cd ../linked && git exp-show --path base/0)" = "$PWD/__result__/base/0" ] || fail "from a linked work tree"
git worktree remove ../linked
git branch -qD linked
expect_untouched
git clone -q --bare . ../bare.git
cd ../bare.git
git fetch -q ../repo '+refs/notes/exp*:refs/notes/exp*'
[ "$(shows git exp-show)" = 0.5 ] || fail "in a bare repository"
expect_status 1 git exp-log base/0
