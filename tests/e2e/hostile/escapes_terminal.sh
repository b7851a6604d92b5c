. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/hostile.sh"
# The same on a terminal, whatever the format: our own colours apart, no control character arrives there.
new_repo
commit_file train 'echo hello'
git config core.pager cat
export EXP_TYPED="n
"  # whoever is asked for trust has none
check() {
  in_terminal timeout 20 git "$@" >"$OUT" 2>"$ERR" || [ $? -ne 124 ] || fail "hangs: $*"
  tr -d '\r' <"$OUT" | sed "s/$(printf '\033')\[[0-9;]*m//g" >"$scratch/shown"
  expect_harmless "$scratch/shown"
  expect_no_line "$(printf '\033')\\[31mred" "$OUT"
}
note_of_escapes refs/exp-remotes/eve/notes/exp
each_reader check
expect_absent executed
