. "${EXP_TESTS:?}/support/lib.sh"
# -f goes on until the run ends, says the end on standard error, and leaves the run alone; also for one that has ended.
new_repo
commit_file t.sh 'echo one; while [ ! -e "$GO" ]; do sleep 0.05; done; printf "two\nacc: 0.5\nopen end"'
export GO="$scratch/go"
git-exp-run -q base -- sh t.sh >/dev/null 2>&1 &
runner=$!
wait_until [ -s __result__/base/0/log ]
git exp-log -f base/0 >../seen 2>../said &
follower=$!
wait_until grep -q '^one$' ../seen
expect_no_line . ../said
touch "$GO"
wait $runner
wait $follower || fail "exit status $?"
expect_same __result__/base/0/log ../seen
expect_line '^open end$' ../seen
expect_line '^base/0 finished in .* acc 0\.5$' ../said
expect_status 0 git exp-log -f -n 1 base/0
expect_line '^====== finished, exit 0' "$OUT"
expect_line '^base/0 finished in ' "$ERR"
rm "$GO"; commit_file t.sh 'echo fails; exit 3'
git exp-run -q bad -- sh t.sh >/dev/null 2>&1 || :
expect_status 0 git exp-log -f bad
expect_line '^bad/0 failed \(exit 3\)' "$ERR"
expect_status 0 git exp-log -q -f bad
expect_stderr ""
