. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# A set that names removed runs: one line in its table, with what takes them out, and no guesses what was meant.
new_repo
commit_file a b
for id in 0 1 2 3; do git exp-run -q base -- sh -c 'echo acc: 0.5; exit 1' >"$OUT" || true; done
git exp-record -q 'base/*' && git exp-record -q -s 'my best' base/0 base/1
git exp-clean -q --force base/1 base/2
expect_status 1 git exp-table
[ "$(grep -c '^\(warning\|hint\)' "$ERR")" -eq 1 ] || fail "more than one line"
line="2 runs of the set 'record' were removed by exp-clean; git exp-record --remove base/1 base/2   takes them out"
expect_line "^warning: $line$" "$ERR"
expect_status 1 git exp-table 'my best'
expect_line "1 run of the set 'my best' was removed by exp-clean; git exp-record --remove -s 'my best' base/1   takes it out" "$ERR"
git exp-record -q --remove base/1 base/2
expect_status 0 git exp-table
expect_line '^base/3 ' "$OUT"
