. "${EXP_TESTS:?}/support/lib.sh"
# What is unknown is said, the rest is done, and the status is 1.
new_repo
commit_file t.sh 'echo "{\"metric\":{\"acc\":0.5}}" >"$GIT_EXP_STATISTIC"'
git exp-run -q base -- sh t.sh
mkdir -p __statistic__/exper-list
printf '\357\273\277# my runs\r\nbase/0\r\n\r\nbase/7 # gone\r\n../../etc\r\nbase/0\r\n' >__statistic__/exper-list/mine.txt
expect_status 1 git exp-table mine nosuch --sort -ac
expect_line "^warning: .*'base/7'" "$ERR"
expect_line "^warning: .*'../../etc'" "$ERR"
expect_line "^warning: no set 'nosuch'" "$ERR"
expect_line "^warning: no run has 'ac'" "$ERR"
expect_line "^hint: did you mean 'acc'" "$ERR"
expect_stdout - <<'TABLE'
expernameid  acc
base/0       0.5
TABLE
expect_status 128 git exp-table mine --filter 'acc >'
expect_line "^fatal: bad filter 'acc >': expected a value after '>', not the end at character 6" "$ERR"
expect_status 128 git exp-table mine --columns acc:best
expect_line '^hint: git config --add exp.metric acc:max' "$ERR"
git exp-record -q base/0; git exp-table -q >"$OUT"; cp -r __statistic__ "$scratch/before"
expect_status 128 git exp-table --columns acc,ac  # a typo: nothing is printed, the set's files stay
expect_stderr "$(printf '%s\n' "fatal: no run has a column 'ac'" "hint: did you mean 'acc'?")"; expect_stdout ''
expect_status 0 git exp-table --columns state
expect_no_line 'table made' "$ERR"; expect_line '^base/0 +finished$' "$OUT"
diff -r "$scratch/before" __statistic__ >&2 || fail "a choice of columns was written into the set's files"
expect_status 128 git exp-table --runs 'nosuch/*'
expect_status 129 git exp-table --format xlsx
