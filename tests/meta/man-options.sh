. "${EXP_TESTS:?}/support/lib.sh"
# Every option of `-h` stands in the man page's source, as a term (a line that begins with the option), and back.

# Options of the lines that begin with one, --[no-]x written as both, one a line.
options() {
  sed -E 's/[\\*`]//g; s/^ *//; /^-/!d; s/  .*//; s/--\[no-\]([a-z0-9-]+)/--\1, --no-\1/g' |
    grep -Eo -e '(^|, *)--?[A-Za-z][A-Za-z0-9-]*' | sed 's/^, *//' | sort -u
}
# compare COMMAND HELP PAGE
compare() {
  options <"$2" >in_help
  grep -E '^(\*\*|`)-' "$3" | options >in_page
  diff in_help in_page | sed -n "s/^</$1: not in the man page:/p; s/^>/$1: not in -h:/p"
}

for command in ${EXP_COMMANDS:?}; do
  "$command" -h >help
  compare "$command" help "$EXP_SOURCE/$command/$command.md"
  # These have no other place to be read.
  for section in NAME SYNOPSIS DESCRIPTION OPTIONS 'EXIT STATUS'; do
    grep -q "^# $section\$" "$EXP_SOURCE/$command/$command.md" || echo "$command: the man page has no '# $section'"
  done
done >wrong
[ ! -s wrong ] || fail "$(cat wrong)"

# Names with underscores are whole in the pages that were made.
for page in "$EXP_BUILD"/share/man/man1/git-exp*.1.gz; do
  [ -e "$page" ] || continue
  source=$(basename "$page" .1.gz)
  grep -Eo '(GIT|CUDA|XDG)_[A-Z_]+' "$EXP_SOURCE/$source/$source.md" | sort -u >names
  zcat "$page" | sed 's/\\f[A-Z]//g; s/\\f(..//g; s/\\-/-/g' >text
  while IFS= read -r name; do grep -qF "$name" text || echo "$source: $name"; done <names
done >wrong
[ ! -s wrong ] || fail "not in the rendered page: $(cat wrong)"

# It can fail.
printf 'usage: git x\n\n    -a, --all <x>    all\n        --[no-]new   new\n' >help
printf '**-a** *x*, **--all**=*x*\n\n> All, as with **--every**.\n\n`--new`, `--no-new`\n' >page
[ -z "$(compare x help page)" ] || fail "right options are refused: $(compare x help page)"
printf '**--old**\n' >>page
printf '        --young    young\n' >>help
compare x help page | sort >"$OUT"
expect_stdout - <<'END'
x: not in -h: --old
x: not in the man page: --young
END
