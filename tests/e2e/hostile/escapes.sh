. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/hostile.sh"
# Escape sequences in every string of a stranger's records: no command hands them on to a pipe or a file.
new_repo
commit_file train 'echo hello'
check() {
  timeout 20 git "$@" >"$OUT" 2>"$ERR" || [ $? -ne 124 ] || fail "hangs: $*"
  case $* in *csv*) ;; *) expect_harmless "$OUT" "$ERR" ;; esac  # its values are exact, but on a terminal
}
note_of_escapes refs/exp-remotes/eve/notes/exp
each_reader check
# Merged, by hand.
git update-ref refs/notes/exp refs/exp-remotes/eve/notes/exp
git update-ref -d refs/exp-remotes/eve/notes/exp
each_reader check
expect_absent executed
