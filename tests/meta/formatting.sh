. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/source_files.sh"
# Line ends, blanks and tabs of every text file (kept fuzzing inputs apart); clang-format of our C++ (that of the examples too), if it is there.
cd "$EXP_SOURCE"

source_files | grep -Ev '\.(csv|png)$|^tests/fuzz/corpus/' >"$scratch/files"
while IFS= read -r file; do
  [ -s "$file" ] || continue
  [ -z "$(tail -c 1 "$file")" ] || echo "$file: no line end at the end"
  grep -Hn '[[:blank:]]$' "$file" || :
  grep -Hn "$(printf '\r')" "$file" || :
  case $file in */Makefile | *.sh | *.bash | */pre-push) continue ;; esac
  grep -Hn "$(printf '\t')" "$file" || :
done <"$scratch/files" >"$scratch/wrong"
[ ! -s "$scratch/wrong" ] || fail "blanks at the end of a line, tabs or line ends: $(head -n 20 "$scratch/wrong")"

while IFS= read -r file; do
  case $file in *.sh) sh -n "$file" || fail "$file: not a shell script" ;; esac
done <"$scratch/files"

command -v clang-format >/dev/null || skip "clang-format is not installed (all else is in order)"
version=$(clang-format --version | sed 's/.*version \([0-9]*\).*/\1/')
[ "$version" -eq 14 ] || skip "clang-format is version $version, and the layout is that of 14 (all else is in order)"
grep -E '\.(h|cpp)$' "$scratch/files" | xargs clang-format --dry-run -Werror 2>"$scratch/wrong" ||
  fail "clang-format -i is needed for: $(grep -Eo '^[^ :]+\.(h|cpp)' "$scratch/wrong" | sort -u | tr '\n' ' ')"
