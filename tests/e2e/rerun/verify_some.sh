# Of several runs to verify one that cannot be run again gets its line, and the others theirs.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
commit_file train 'echo "loss: $GIT_EXP_SEED"'
expect_status 0 git exp-run one -f -- sh train
expect_status 1 git exp-run two -f -- false
commit_file train 'echo "loss: $GIT_EXP_SEED" # three'
expect_status 0 git exp-run three -f -- sh train
expect_status 1 git -c exp.isolate=never exp-rerun --verify one/0 two/0 three/0
expect_stdout - <<'TEXT'
one/0: not run again
two/0: not run again
three/0: reproduced exactly by three/1 (1 metric, 1 value)
TEXT
expect_line "^warning: 'one/0' was not run again: 'one/0' needs a checkout of its own" "$ERR"
expect_line "^warning: 'two/0' was not run again: 'two/0' did not finish \(failed\)" "$ERR"
# Without its folder a run still has its smallest and largest values.
commit_file noisy 'echo "loss: 0.$(od -An -N4 -tu4 /dev/urandom | tr -d " ")"; echo "loss: 5"'
expect_status 0 git exp-run noisy -f -- sh noisy
rm -r __result__/noisy
expect_status 1 git exp-rerun --verify noisy/0
expect_line '^loss .* min *$' "$OUT"
