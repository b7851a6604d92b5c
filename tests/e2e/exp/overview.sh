. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Where the repository stands: nothing yet, then experiments, runs by state, the last one; nothing is written.
new_repo "my project"
expect_status 0 git exp
expect_line '^no experiment yet; the first: git exp-run <tag> -- <command>$' "$OUT"
expect_line '^   clean +' "$OUT"  # all commands
commit_file sub/a b
make_run asr/0; make_run asr/1 '' failed; make_run deep/er/größe/0
git tag -a -m "later$(printf '\n\nExp-Experiment: 1')" planned
git tag v1.0
git worktree add -q ../linked
snapshot_repo
for folder in . sub ../linked; do
  expect_status 0 git -C "$folder" exp
  expect_line '^3 experiments, 3 runs: 2 finished, 1 failed$' "$OUT"
  expect_line '^the last is deep/er/größe/0: finished [0-9]+ years ago$' "$OUT"
  expect_line '^   record +put runs into a set' "$OUT"
  [ "$(sed -n '/^commands/,$s/^   \([a-z]*\) .*/\1/p' "$OUT" | head -2 | tr '\n' ' ')" = 'run list ' ] || fail "not the most used first"
  for word in status stop use; do expect_line "^   $word +" "$OUT"; done
  expect_no_line '^   (init|clean) ' "$OUT"
  expect_stderr ""
done
expect_untouched
expect_absent __statistic__
make_run asr/2 '' running  # on a host that nobody has heard of since
touch -d '2020-01-01' __result__/asr/2/heartbeat
expect_status 0 git exp
expect_line '^3 experiments, 4 runs: 2 finished, 1 failed, 1 presumed lost$' "$OUT"
expect_status 0 git exp -h
for word in $EXP_COMMANDS; do
  case $word in git-exp | git-exp-exec) ;; *) expect_line "^   ${word#git-exp-} +[a-z]" "$OUT" ;; esac
done
