. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/source_files.sh"
# What the documents name is there: commands, files that are linked to, scripts.
cd "$EXP_SOURCE"

source_files | grep '\.md$' | grep -v '^tests/' | while IFS= read -r page; do
  grep -Eo 'git[ -]exp-[a-z]+' "$page" | sed 's/git /git-/' | sort -u | while read -r command; do
    [ -x "$EXP_BIN/$command" ] || echo "$page: there is no command '$command'"
  done
  grep -Eo '\]\([^)#]+' "$page" | sed 's/^](//; s/^<//; s/>$//' | grep -v '^[a-z]*:' | while IFS= read -r link; do
    [ -e "${page%"${page##*/}"}$link" ] || echo "$page: links to '$link', which is not there"
  done
  grep -Eo '(^|[^/[:alnum:]])scripts/[a-z-]+' "$page" | sed 's/.*scripts/scripts/' | sort -u | while read -r script; do
    [ -x "$script" ] || [ "$script" = scripts/packages ] || echo "$page: there is no '$script'"
  done
done >"$scratch/wrong"
[ ! -s "$scratch/wrong" ] || fail "$(cat "$scratch/wrong")"
