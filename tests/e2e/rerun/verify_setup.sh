# Threads and devices that were set otherwise are said before the start, and named as the cause.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
commit_file train 'echo "loss: ${OMP_NUM_THREADS:-8}"'
OMP_NUM_THREADS=4 expect_status 0 git exp-run base -f -- sh train
expect_status 1 git exp-rerun --verify base/0
expect_line "^warning: 'base/0' was set up differently: OMP_NUM_THREADS=4$" "$ERR"
expect_line '^hint: OMP_NUM_THREADS=4 git exp-rerun' "$ERR"
expect_line '^set up differently:$' "$OUT"
expect_line '^  variable OMP_NUM_THREADS: 4 -> \(none\)$' "$OUT"
OMP_NUM_THREADS=4 expect_status 0 git exp-rerun --verify base/0
expect_no_line 'set up differently' "$ERR"
