# Verbs that say what a user should see. OUT and ERR are the files that the last expect_status filled.

show_last_() {
  echo "--- standard output" >&2
  cat "$OUT" >&2
  echo "--- standard error" >&2
  cat "$ERR" >&2
  echo "---" >&2
}

# expect_status N COMMAND…: runs it, standard output into $OUT, standard error into $ERR.
# A function works too. Descriptor 9 (for fail and skip) is open in the command; a test of leaked descriptors closes it.
expect_status() {
  expected_=$1; shift
  got_=0
  "$@" >"$OUT" 2>"$ERR" || got_=$?
  [ "$got_" -eq "$expected_" ] || { show_last_; fail "exit status $got_, not $expected_: $*"; }
}

# expect_stdout TEXT, expect_stderr TEXT: exactly these lines ("" for none; - reads them from a here-document).
expect_stdout() { expect_text_ "$OUT" "$@"; }
expect_stderr() { expect_text_ "$ERR" "$@"; }
# expect_file FILE TEXT: likewise.
expect_file() { expect_text_ "$@"; }
expect_text_() {
  if [ "$2" = - ]; then
    cat >"$scratch/expected"
  elif [ -z "$2" ]; then
    : >"$scratch/expected"
  else
    printf '%s\n' "$2" >"$scratch/expected"
  fi
  diff -u "$scratch/expected" "$1" >&2 || { show_last_; fail "other text than expected in $1"; }
}

# expect_line REGEX FILE: some line matches (extended regular expression).
expect_line() {
  grep -Eq -e "$1" "$2" || { echo "--- $2" >&2; cat "$2" >&2; fail "no line matches '$1'"; }
}
expect_no_line() {
  if grep -En -e "$1" "$2" >&2; then fail "a line of $2 matches '$1'"; fi
}
# expect_same FILE FILE: byte for byte.
expect_same() { cmp "$1" "$2" || { diff -u "$1" "$2" >&2 || fail "$1 and $2 differ"; }; }
expect_exists() { for path_ in "$@"; do [ -e "$path_" ] || fail "'$path_' does not exist"; done; }
expect_absent() { for path_ in "$@"; do [ ! -e "$path_" ] && [ ! -L "$path_" ] || fail "'$path_' exists"; done; }

# expect_json FILE PYTHON…: each expression over r, the parsed file, is true. json_value FILE PYTHON prints one.
expect_json() {
  file_=$1; shift
  python3 - "$file_" "$@" <<'PYTHON' || fail "$file_ does not hold what is expected"
import json, sys
r = json.load(open(sys.argv[1], encoding="utf-8"))
wrong = [e for e in sys.argv[2:] if not eval(e)]
if wrong:
    sys.exit(json.dumps(r, indent=1) + "\nnot true: " + "\nnot true: ".join(wrong))
PYTHON
}
json_value() {
  python3 -c 'import json, sys; r = json.load(open(sys.argv[1], encoding="utf-8")); print(eval(sys.argv[2]))' "$1" "$2"
}

# in_terminal COMMAND…: under a pseudo-terminal of 80 columns; what it shows comes out (lines end with CR LF), its
# exit status is returned.
in_terminal() {
  TERM=xterm python3 "$EXP_TESTS/support/in_terminal.py" "$@"
}
