. "${EXP_TESTS:?}/support/lib.sh"
# exp-log -f of queued runs in other processes: it begins while the run waits or runs, and ends when it ends, well or killed.
new_repo
mkfifo "$scratch/gate"
commit_file train.sh "echo up; cat '$scratch/gate'; echo down"
expect_status 0 git exp-run base -q --queue --seeds 1..2 -- sh train.sh
has_begun() { grep -q '^up$' "__result__/base/$1/log" 2>/dev/null; }
wait_until has_begun 0
git-exp-log -f base/0 >"$scratch/first" 2>&1 &
first=$!
git-exp-log -f base/1 >"$scratch/second" 2>&1 &
second=$!
follows() { grep -q '^up$' "$scratch/$1"; }
wait_until follows first
: >"$scratch/gate"
wait $first || true
expect_line '^down$' "$scratch/first"
wait_until follows second
kill -9 "$(json_value __result__/base/1/attempt-1.json 'r["pid"]')"
wait $second || true
expect_no_line '^down$' "$scratch/second"
