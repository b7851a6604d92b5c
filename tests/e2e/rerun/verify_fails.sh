# A verification that cannot succeed says why: the program fails, ignores its seed, has no metrics, did not finish then.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
commit_file train '[ ! -e ../broken ] || exit 4; echo "loss: $GIT_EXP_SEED"'
commit_file ignores 'echo "loss: $(date +%s%N)"'
expect_status 0 git exp-run base -f -- sh train
expect_status 0 git exp-run noisy -f -- sh ignores
expect_status 0 git exp-run silent -f -- true
expect_status 1 git exp-run bad -f -- false
expect_status 1 git exp-rerun --verify noisy
expect_line '^noisy/0: differs, by noisy/1 \(1 of 1 metric\)$' "$OUT"
expect_line '^nothing that is recorded differs around it' "$OUT"
expect_status 1 git exp-rerun --verify silent
expect_stdout 'silent/0: nothing to compare, by silent/1 (neither has a metric)'
: >../broken
expect_status 1 git exp-rerun --verify base
expect_stdout 'base/0: failed, by base/1 (the program did not finish)'
expect_status 125 git exp-rerun --verify bad/0
expect_line "^fatal: 'bad/0' did not finish \(failed\): there are no final metrics to compare with$" "$ERR"
expect_status 129 git exp-rerun --verify --seed 3 base
