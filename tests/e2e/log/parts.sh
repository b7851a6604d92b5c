. "${EXP_TESTS:?}/support/lib.sh"
# The whole log byte for byte, its last lines, and what one attempt printed, whatever look-alikes the program prints.
new_repo
commit_file t.sh 'cat "$GIT_EXP_DIR/log"; echo "says attempt $GIT_EXP_ATTEMPT"; [ "$GIT_EXP_ATTEMPT" = 2 ]'
expect_status 1 git exp-run -q base -- sh t.sh
git exp-continue -q base/0 >/dev/null 2>&1
log=__result__/base/0/log
expect_status 0 git exp-log base/0
expect_same $log "$OUT"
expect_stderr ""
expect_status 0 git exp-log -n 2 base/0
tail -n 2 $log >../want; expect_same ../want "$OUT"
expect_status 0 git exp-log -n 0 base
expect_stdout ""
expect_status 0 git exp-log --attempt 2 base/0
[ "$(head -n 1 "$OUT")" = '====== base/0 attempt 2 ======' ] || fail "$(head -n 1 "$OUT")"
expect_line '^says attempt 2$' "$OUT"
cp "$OUT" ../second
expect_status 0 git exp-log --attempt 1 base/0
expect_no_line '^says attempt 2$' "$OUT"
cat "$OUT" ../second | cmp - $log || fail "both attempts are not the whole"
expect_status 0 git exp-log --attempt 2 -n 3 base/0
tail -n 3 $log >../want; expect_same ../want "$OUT"
expect_status 1 git exp-log --attempt 3 base/0
expect_stderr "$(printf '%s\n' "fatal: 'base/0' has no attempt 3" 'hint: its last one is 2')"
printf 'a\r\033[31mb\377\0c' >$log
expect_status 0 git exp-log
expect_same $log "$OUT"
expect_stderr "base/0: the run that you last started here"
