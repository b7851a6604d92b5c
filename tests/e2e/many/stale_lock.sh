. "${EXP_TESTS:?}/support/lib.sh"
# The lock of a git that was killed: named with its age and delaying nothing while it is young; removed when it is old and
# nobody has it open.
new_repo
commit_file a b
expect_status 0 git exp-run -q t -- true
lock=$PWD/.git/refs/notes/exp.lock
took() { # at most MS
  start=$(date +%s%3N)
  expect_status 3 git exp-run -q --again t -- sh -c 'exit 3'
  [ $(($(date +%s%3N) - start)) -lt "$1" ] || fail "it took $(($(date +%s%3N) - start)) ms"
}
: >"$lock"
took 3500
expect_line "^warning: cannot write 'refs/notes/exp': '$lock' was made [0-4] seconds? ago: another git process" "$ERR"
expect_line "^hint: if no git process is running: rm $lock" "$ERR"
touch -d '5 minutes ago' "$lock"
took 2500
expect_line "made 5 minutes ago" "$ERR"
[ "$(git notes --ref=exp show | wc -l)" -eq 1 ] || fail "written in spite of the lock"
[ "$(find .git/exp/pending -type f | wc -l)" -eq 2 ] || fail "they do not wait"

touch -d '11 minutes ago' "$lock"
exec 7<"$lock"
took 2500
expect_line "made 11 minutes ago" "$ERR"
exec 7<&-
took 2500
expect_line "^warning: removed the lock '$lock', made 11 minutes ago" "$ERR"
expect_absent "$lock"
[ "$(git notes --ref=exp show | wc -l)" -eq 5 ] || fail "not all are published"
[ -z "$(ls .git/exp/pending)" ] || fail "some still wait"
took 2500
expect_no_line warning "$ERR"
