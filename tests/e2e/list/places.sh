. "${EXP_TESTS:?}/support/lib.sh"
# From below, a linked work tree, a bare clone that fetched the records; with exp.tagPrefix; nothing is written.
new_repo
commit_file sub/a b
git config exp.tagPrefix exp/
git exp-run -q base -- true
snapshot_repo
lists() { git "$@" exp-list --porcelain | cut -f 1,4 | tr '\n' ' '; }
[ "$(cd sub && lists)" = 'base	here ' ] || fail "from below: $(cd sub && lists)"
git worktree add -q ../linked
[ "$(cd ../linked && lists)" = 'base	here ' ] || fail "from a linked work tree"
git worktree remove ../linked
git branch -qD linked
here=$PWD
[ "$(cd / && git -C "$here" exp-list --porcelain | cut -f 1)" = base ] || fail "with git -C"
expect_untouched
git clone -q --bare . ../bare.git
cd ../bare.git
git config exp.tagPrefix exp/
git fetch -q ../repo '+refs/notes/exp*:refs/notes/exp*'
expect_status 0 git exp-list
expect_line '^base +[0-9a-f]{10} .* 1 finished' "$OUT"
