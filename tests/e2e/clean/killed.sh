. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Killed at any step, the run is whole or gone, and the next call finishes it.
command -v strace >/dev/null || skip "strace is not installed"
calls=rename,renameat,renameat2,link,linkat,unlink,unlinkat,rmdir,mkdir,fsync
new_repo
commit_file a b
git tag -a -m 'm

Exp-Experiment: 1' a
tag=$(git rev-parse a)
step=0 killed=137
while [ $killed -ne 0 ]; do
  step=$((step + 1)) killed=0 run=__result__/a/$step
  make_run "a/$step" '{"metric": {"loss": 1}}' failed
  git exp-record -q "a/$step"
  rm -f __statistic__/exper-list/record.txt
  git update-ref refs/tags/a "$tag"
  git update-ref "refs/exp/commits/$(git rev-parse HEAD)" HEAD
  strace -o /dev/null -e trace=$calls -e "inject=$calls:signal=SIGKILL:when=$step" \
    git-exp-clean --force "a/$step" >/dev/null 2>&1 || killed=$?
  [ $killed -eq 0 ] || [ $killed -eq 137 ] || fail "status $killed at step $step"
  find .git -name '*.lock' -delete  # of a ref that was being written; a command that meets it says what to type
  if git exp-list -r --porcelain 2>/dev/null | cut -f 1 | grep -qx "a/$step"; then
    [ -f "$run/statistic.json" ] || fail "shown and not whole at step $step"
  fi
  git exp-clean -q --force a || [ $killed -eq 0 ] || [ -z "$(git tag)" ] || fail "not finished after step $step"
  expect_absent "$run" "$(ls -d __result__/a/.old-* 2>/dev/null || echo none)"
  [ -z "$(find .git/exp/deleted .git/exp/pending -mindepth 1)" ] || fail "something is left at step $step"
  [ -z "$(git for-each-ref refs/tags refs/exp/commits)" ] || fail "names are left at step $step"
done
[ $step -gt 10 ] || fail "only $step steps"
git fsck --strict 2>"$ERR" || fail "$(cat "$ERR")"
echo "killed at $((step - 1)) steps" >&2
