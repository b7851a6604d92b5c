. "${EXP_TESTS:?}/support/lib.sh"
# Several runs of one command: every combination once, each with its record; some fail, and that is told.
new_repo
commit_file train.sh 'echo "$*"; [ "$1 $GIT_EXP_SEED" != "--lr=0.01 2" ] || { echo boom; exit 3; }; echo "loss: 0.5"'
expect_status 0 git exp-run base -j 2 --seeds 1..2 -S lr=0.1,0.01 --grid -n -- sh train.sh
expect_line '^4 runs of base:$' "$OUT"
expect_line '^  lr=0.01 seed 2$' "$OUT"
expect_absent __result__
snapshot_repo
expect_status 1 git exp-run base -j 2 --seeds 1..2 -S lr=0.1,0.01 --grid -- sh train.sh
expect_untouched
expect_line '^base/0 started · lr=0.1 seed 1$' "$ERR"
expect_line '^base/3 failed \(exit 3\)' "$ERR"
expect_line '^  \| boom$' "$ERR"
expect_line '^4 runs: 3 finished, 1 not$' "$ERR"
number=0
for point in '0.1 1' '0.1 2' '0.01 1' '0.01 2'; do
  expect_json "__result__/base/$number/run.json" "r['overrides'] == {'lr': '${point% *}'}" "r['seed']['root'] == ${point#* }" \
    'r["isolated"] is True' 'len(r["attempts"]) == 1'
  expect_line "^--lr=${point% *}\$" "__result__/base/$number/log"
  number=$((number + 1))
done
expect_json __result__/base/3/run.json 'r["state"] == "failed"' 'r["attempts"][0]["exit"] == 3'
# Nothing of the queue is left.
[ -z "$(ls .git/exp/queue .git/exp/slots/* | grep -v '^\.git\|^$')" ] || fail "left: $(ls .git/exp/queue .git/exp/slots/*)"
# Typed again: only what has not finished.
expect_status 1 git exp-run base -j 2 --seeds 1..2 -S lr=0.1,0.01 --grid -- sh train.sh
expect_line '^3 of 4 runs have finished, or are on the way, and are left out$' "$ERR"
expect_exists __result__/base/4
expect_absent __result__/base/5
expect_status 0 git exp-run base -q --seeds 1..1 -S lr=0.1 -- sh train.sh
expect_absent __result__/base/5
expect_status 0 git exp-run base -q --seeds 1..1 --again -S lr=0.1 -- sh train.sh
expect_exists __result__/base/5
for wrong in '--seeds 1' '--seeds 2..1' '-j 0' '--seeds 1..2 --seed 3' '--devices 0,0' '--devices-per-run 2' '--fail-fast' \
  '--seeds 1..2 --fail-fast --keep-going' '--seeds 0..10000' '--trial --queue'; do
  # shellcheck disable=SC2086
  expect_status 129 git exp-run base $wrong -- sh train.sh
done
# What is on its way is not submitted twice; a device is no other word.
expect_status 0 git exp-run base -q --queue --seeds 5..5 -- sh train.sh
expect_stdout base/6
expect_status 0 git exp-run base --queue --seeds 5..5 -- sh train.sh
expect_line '^1 of 1 run has finished, or is on the way, and is left out$' "$ERR"
expect_absent __result__/base/7
has_finished() { [ "$(json_value __result__/base/6/run.json 'r["state"]')" = finished ] && [ -z "$(ls .git/exp/queue)" ]; }
wait_until has_finished
expect_status 129 git exp-run base --devices -- true
expect_status 125 git exp-run refused --devices 0 --devices-per-run 2 -- true
! git rev-parse -q --verify refused || fail 'a refused submission made a tag'
