# On a terminal somebody else's command is shown and asked about: it runs after a yes, and only then.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo lab
commit_file train 'echo "ran: $GIT_EXP_RUN"'
expect_status 0 git exp-run base -f -- sh train
cd ..
git init -q mine
cd mine
git fetch -q ../lab '+refs/notes/exp*:refs/exp-remotes/lab/notes/exp*' '+refs/exp/commits/*:refs/exp-remotes/lab/commits/*'
for answer in n '' nonsense; do
  expect_status 125 env EXP_TYPED="$answer
" python3 "$EXP_TESTS/support/in_terminal.py" git exp-rerun base/0
  expect_line '^warning:     sh train' "$OUT"
  expect_line 'run it here\? \[y/N\]' "$OUT"
  expect_absent __result__
done
expect_status 0 env EXP_TYPED='yes
' python3 "$EXP_TESTS/support/in_terminal.py" git exp-rerun base/0
expect_line '^ran: base/1' "$OUT"
