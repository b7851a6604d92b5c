. "${EXP_TESTS:?}/support/lib.sh"
# Commands that want a run and are given none take the current one, and say so.
new_repo
commit_file train 'echo "loss: $1"; [ "$1" != 3 ] || [ "$GIT_EXP_ATTEMPT" -gt 1 ]'
for value in 1 2 3 4; do git exp-run -q asr -- sh train $value || true; done
git exp-use -q asr/1
expect_status 0 git exp-show --porcelain
expect_line '^name	asr/1$' "$OUT"
expect_stderr "asr/1: the current run (git exp-use)"
expect_status 0 git exp-log -n 2
expect_line '^loss: 2$' "$OUT"
expect_status 0 git exp-diff asr/0 --command --porcelain
expect_line '^compared with asr/1: the current run' "$ERR"
expect_status 0 git exp-record
expect_file __statistic__/exper-list/record.txt asr/1
expect_status 0 git exp-rerun
expect_line '^asr/4 · again asr/1 ' "$ERR"
expect_status 0 git exp-rerun --verify
expect_line 'asr/1' "$OUT"
git exp-use -q asr/2
expect_status 0 git exp-continue
expect_line '^continuing asr/2, the current run \(git exp-use\)$' "$ERR"

git exp-clean -q --force --finished asr/2
for command in show log record rerun 'diff asr/0' continue; do
  if git exp-$command >"$OUT" 2>"$ERR"; then fail "exp-$command took another run"; fi
  expect_line "^fatal: the run 'asr/2', which you chose by 'git exp-use', is gone$" "$ERR"
  expect_line '^hint: git exp-use --unset    forgets it$' "$ERR"
done
expect_status 128 git exp-use
git exp-use -q --unset
expect_status 129 git exp-rerun
expect_status 129 git exp-diff asr/0
