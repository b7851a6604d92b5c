. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/hostile.sh"
# Runs whose names are paths: none is believed, and nothing is read or made outside the result folder.
new_repo
commit_file train 'echo hello'
mkdir -p ../outside/0 __result__
cp train ../outside/0/precious
note_of_stranger refs/notes/exp <<'PYTHON'
outside = ["../outside/0", "../../work/outside/0", "a/../../outside/0", "/etc/0", "./a/0", "a//0", "-rf/0", "~/0", ".git/0", "a/./0",
           "..\\outside/0", "a/b/../0", "a\u0000b/0", "a\n../outside/0", "", "/", "0", "../0", "HEAD/0",
           "a/99999999999999999999", "a/-1", "a/01", "a/1e3", "a/0/eval/../../../outside/0", "x" * 300 + "/0", "a/0 ", " /0"]
for name in outside:
    line(run=name)
    line(run=name, deleted=True, rev=9)
    line(run=name, kind="edit", at=TIME, by="eve", keys={"label": "x"}, rev=0)
# The name is sound, what is said about it is not.
line(run="evil/1", tag="../outside", id=0)
line(run="evil/2", cwd="../../..", statistic={"path": "/etc/passwd"}, drift=["../../x"])
PYTHON
find .. -path ../repo/.git -prune -o -print | LC_ALL=C sort >"$scratch/before"
check() {
  timeout 20 git "$@" >"$OUT" 2>"$ERR" || [ $? -ne 124 ] || fail "hangs: $*"
  expect_no_line 'outside/0|/etc/0|precious' "$OUT"
  find .. -path ../repo/.git -prune -o -print | grep -v '__statistic__' | LC_ALL=C sort >"$scratch/after"
  diff "$scratch/before" "$scratch/after" >&2 || fail "files came or went: git $*"
}
each_reader check
for name in ../outside/0 "$PWD/../outside/0" /etc/0 .git/0 'a/../../outside/0' ../../outside/0; do
  for command in exp-show exp-log exp-rerun exp-continue 'exp-record --remove' 'exp-clean --force' 'exp-table --runs' \
    exp-use exp-stop 'exp-run forked --fork'; do
    # shellcheck disable=SC2086
    check $command "$name"
  done
done
expect_status 1 git exp-clean --force --finished evil/1  # somebody else's
expect_same train ../outside/0/precious
expect_status 0 git exp-run evil -- sh train
expect_exists __result__/evil/3/run.json
