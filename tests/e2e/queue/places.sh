. "${EXP_TESTS:?}/support/lib.sh"
# One after the other, the urgent one first; what is edited meanwhile reaches none; -j 2 does not wait for the first place.
new_repo
mkfifo "$scratch/gate0"
commit_file train.sh "[ \$GIT_EXP_ID != 0 ] || cat '$scratch/gate0'; cat part; date +%s%N >\"\$GIT_EXP_DIR/began\""
commit_file part old
state_of() { json_value "__result__/base/$1/run.json" 'r["state"]'; }
is() { [ "$(state_of "$1")" = "$2" ]; }
expect_status 0 git exp-run base --queue -- sh train.sh
expect_line '^base/0 waits for its place:$' "$ERR"
wait_until is 0 running
expect_status 0 git exp-run base --queue -q -- sh train.sh
expect_stdout base/1
expect_status 0 git exp-run base --queue -q --priority 5 -- sh train.sh
echo new >part
expect_status 0 git exp-list -r --porcelain
expect_line '^base/1	.*queued' "$OUT"
expect_line '^base/2	.*queued' "$OUT"
git stash -q
expect_status 0 git exp-run base -j 2 -q -- sh train.sh
is 3 finished || fail 'the second place was not given'
is 1 queued || fail 'the first place was given twice'
: >"$scratch/gate0"
for number in 0 1 2; do wait_until is $number finished; done
[ "$(cat __result__/base/2/began)" -lt "$(cat __result__/base/1/began)" ] || fail 'the urgent one came later'
for number in 0 1 2; do
  expect_line '^old$' "__result__/base/$number/log"
  expect_no_line '^new$' "__result__/base/$number/log"
done
nothing_is_left() { [ -z "$(ls -A .git/exp/queue)$(ls -A .git/exp/slots/*)" ]; }
wait_until nothing_is_left
