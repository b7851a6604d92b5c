. "${EXP_TESTS:?}/support/lib.sh"
# Who waits for a place looks about once a second, and not all at the same moment; with a place free the first in line takes it.
new_repo
commit_file wait.sh 'while [ ! -e "$GO" ]; do sleep 0.1; done'
export GO="$scratch/go"
git exp-run -q --queue a -- sh wait.sh
for n in 1 2 3 4 5 6; do git exp-run -q --queue "b$n" -- true; done
all_in_line() { [ "$(ls ".git/exp/slots/$(hostname)" | grep -c ^wait-)" = 6 ]; }
wait_until all_in_line
waiters=$(for file in .git/exp/queue/*/waiter.json; do json_value "$file" 'r["pid"]'; done)
switches() { for pid in $waiters; do sed -n 's/^voluntary_ctxt_switches:[^0-9]*//p' "/proc/$pid/status"; done; }
switches >../before
git exp-run -q --trial -- sleep 3
switches >../after
paste ../before ../after | while read -r before after; do [ $((after - before)) -le 12 ] || fail "woken $((after - before)) times in 3 s"; done
: >"$GO"
wait_until sh -c '[ -z "$(ls .git/exp/queue)" ]'
for n in 1 2 3 4 5 6; do
  expect_json __result__/b$n/0/run.json 'r["state"] == "finished"'
  json_value __result__/b$n/0/run.json 'r["attempts"][0]["started"]'
done >../started
sort -c ../started || fail "not in the order of submission: $(cat ../started)"
