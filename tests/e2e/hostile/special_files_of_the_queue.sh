. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/hostile.sh"
. "$EXP_TESTS/support/queue.sh"
# FIFOs, devices and folders in the place of what the queue, exp-stop, exp-status, exp-use and forks read and write: no command hangs.
new_repo
commit_file train 'echo 1 >"$GIT_EXP_CHECKPOINT_DIR/epoch_1"; false'
expect_status 1 git exp-run base -- sh train
expect_status 0 git exp-use base
expect_status 0 git exp-status
make_submission 0 asr/0 asr/1
queue=$(echo .git/exp/queue/*)
slots=.git/exp/slots/$(hostname)
mkdir -p "$slots"
for file in "$queue/submission.json" "$queue/waiter.json" "$slots/wait-0-0-1-x" "$slots/7"; do
  in_place_of "$file" exp-status 'exp-status --json' 'exp-run -j 2 --seeds 1..2 --again other -- true'
done
for file in .git/exp/user/*/*; do
  in_place_of "$file" exp-status exp-use 'exp-use base/0'
done
for file in __result__/asr/0/queue __result__/asr/0/stop __result__/asr/0/run.json __result__/.active/*; do
  in_place_of "$file" exp-status 'exp-stop base/0' 'exp-list -r'
done
for file in __result__/base/0/checkpoint/epoch_1 __result__/base/0/checkpoint; do
  in_place_of "$file" 'exp-run --fork base/0 fork -- true'
done
# A place that names nobody is free after some minutes.
: >"$slots/0"
touch -d '11 minutes ago' "$slots/0"
expect_status 0 timeout 60 git exp-run -j 1 --seeds 7..7 other -- true
expect_status 0 git exp-stop 'asr/*'
expect_line 'asr/1 was taken out of the queue' "$ERR"
[ -z "$(ls -A .git/exp/queue)" ] || fail "the submission is left"
