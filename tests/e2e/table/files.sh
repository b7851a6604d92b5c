. "${EXP_TESTS:?}/support/lib.sh"
# Files of the user's, a folder that cannot be written, a disk that is full.
new_repo
commit_file t.sh 'echo "{\"metric\":{\"acc\":0.5}}" >"$GIT_EXP_STATISTIC"'
git exp-run -q base -- sh t.sh
git exp-record -q base
mkdir sub
cd sub
expect_status 0 git exp-table -o "$scratch/t.md" --group-by
expect_stdout ''
expect_line '^\| n \| acc \|$' "$scratch/t.md"
expect_status 0 git exp-table -o t.tex
expect_line 'table made: t.tex' "$ERR"
expect_line '^base/0 & 0.5' t.tex
expect_absent ../__statistic__/table
expect_status 0 git exp-table
expect_line 'table made: .*__statistic__/table/record.csv' "$ERR"
cp ../__statistic__/table/record.csv "$scratch/before"
expect_status 128 git exp-table -o nosuch/t.csv
expect_line "^fatal: cannot .*nosuch" "$ERR"
expect_status 128 sh -c 'git exp-table --all >/dev/full'
expect_line '^fatal: cannot write the output' "$ERR"
rm -r ../__statistic__/table
: >../__statistic__/table
expect_status 1 git exp-table
expect_line '^warning: the table file is not made: ' "$ERR"
expect_line '^base/0 +0.5$' "$OUT"
