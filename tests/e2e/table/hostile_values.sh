. "${EXP_TESTS:?}/support/lib.sh"
# Values that would steer a terminal, run in a spreadsheet or break a table's syntax.
new_repo
export GIT_PAGER=cat
commit_file t.sh 'printf "%s" "$1" >"$GIT_EXP_STATISTIC"'
git exp-run -q base -- sh t.sh '{"hparam":{"a\u001b]0;x\u0007":"=1+1","b|c":"\u001b[2J\r\n<b>","d":"-0.5"},"metric":{"acc":0.5}}'
for format in text csv tsv json md html latex; do
  in_terminal git exp-table --runs base --format $format >"$scratch/seen" 2>&1
  tr -d '\r\n\t' <"$scratch/seen" | sed "s/$(printf '\033')\[1\?m//g" | LC_ALL=C grep -q '[[:cntrl:]]' &&
    fail "--format $format sends a control character to the terminal"
done
expect_status 0 git exp-table --runs base --format csv
python3 - "$OUT" <<'PYTHON'
import csv, sys
rows = list(csv.reader(open(sys.argv[1], newline="")))
assert rows == [["expernameid", "a\x1b]0;x\x07", "b|c", "d", "acc"], ["base/0", "'=1+1", "\x1b[2J\r\n<b>", "-0.5", "0.5"]], rows
PYTHON
expect_status 0 git exp-table --runs base --format csv --no-formula-guard
expect_line 'base/0,=1\+1,' "$OUT"
expect_status 0 git exp-table --runs base --format html
expect_line '&lt;b&gt;' "$OUT"
expect_no_line '<b>' "$OUT"
