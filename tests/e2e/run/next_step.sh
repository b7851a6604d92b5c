. "${EXP_TESTS:?}/support/lib.sh"
# A run that ended badly: what to type next, in one line; its last words only where they were not seen anyway.
new_repo
commit_file t.sh 'echo last words; [ -z "$1" ] || echo x >"$GIT_EXP_CHECKPOINT_DIR/epoch_3.pt"; exit 3'
log='git exp-log base/0   shows what it printed'
expect_status 3 git exp-run base -- sh t.sh
expect_line '^  \| last words$' "$ERR"  # stdout went elsewhere
[ "$(grep '^hint:' "$ERR")" = "hint: $log" ] || fail "not one hint"
both() { git exp-run "$@" 2>&1; }
expect_status 3 both base -- sh t.sh
expect_line '^last words$' "$OUT"; expect_no_line '\| last words' "$OUT"
expect_status 3 in_terminal git exp-run base -- sh t.sh
expect_no_line '\| last words' "$OUT"
expect_status 3 git exp-run base -- sh t.sh checkpoint
expect_line '^hint: git exp-continue base/3   takes it up, git exp-log base/3   shows what it printed$' "$ERR"
expect_status 124 git exp-run --timeout 1s base -- sleep 20
expect_line '^hint: git exp-continue base/4   takes it up, git exp-log base/4   shows' "$ERR"
expect_status 3 git exp-run -q base -- sh t.sh
expect_stderr ''
expect_status 0 git exp-run base -- true
expect_no_line '^hint: git exp-(log|continue)' "$ERR"
expect_status 0 git exp-show base/3
expect_stderr 'hint: git exp-continue base/3   takes it up, git exp-log base/3   shows what it printed'
expect_status 0 git exp-list -r  # of the newest
expect_stderr 'hint: git exp-log base/5   shows what it printed'
expect_status 0 git exp-list -r -q; expect_stderr ''
expect_status 0 git exp-list -r --json; expect_stderr ''
# -S and a program that calls it otherwise.
commit_file u.sh 'echo "u.sh: unrecognized arguments: $*" >&2; exit 2'
expect_status 2 git exp-run other -S crash_at=3 -- sh u.sh
expect_line "^hint: -S crash_at=... is given as '--crash_at'; -S crash-at=... is '--crash-at'$" "$ERR"
