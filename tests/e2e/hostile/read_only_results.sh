. "${EXP_TESTS:?}/support/lib.sh"
# A result folder on a read-only file system: what looks works as ever, what would change something says why it cannot.
new_repo
commit_file train 'echo "acc: 0.5"; false'
expect_status 1 git exp-run base -- sh train
read_only __result__
for command in exp 'exp-list -r' 'exp-show base/0' 'exp-log base/0' 'exp-table --all' 'exp-diff base/0 base/0' 'exp-record --pending' exp-status \
  'exp-use base/0' exp-use; do
  # shellcheck disable=SC2086
  expect_status 0 git $command
  expect_no_line 'warning|error' "$ERR"
done
expect_status 0 git exp-record --label good base/0  # into the notes
expect_status 0 git exp-show --json base/0
expect_json "$OUT" 'r["label"] == "good"'
for command in 'exp-run --again base -- sh train' 'exp-continue base/0' 'exp-rerun base/0' 'exp-clean --force base/0' \
  'exp-run -j 2 --seeds 1..2 base -- true' 'exp-run --queue base -- true'; do
  status=0
  # shellcheck disable=SC2086
  git $command >"$OUT" 2>"$ERR" || status=$?
  [ "$status" -ne 0 ] || fail "$command: nothing is said"
  expect_line 'read-only' "$ERR"
  expect_no_line 'internal|terminate' "$ERR"
done
writable_again __result__
expect_status 1 git exp-continue base/0
expect_status 1 git exp-run --again base -- sh train
expect_status 0 git exp-list -r --porcelain
[ "$(cut -f 1 "$OUT" | sort | tr '\n' ' ')" = 'base/0 base/1 ' ] || fail "runs: $(cat "$OUT")"
