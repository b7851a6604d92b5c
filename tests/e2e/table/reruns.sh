. "${EXP_TESTS:?}/support/lib.sh"
# A rerun of the same seed is the same sample again: it is left out of the statistics, said once, unless it is asked for.
new_repo
commit_file t.sh '[ ! -e "$BROKEN" ] || exit 1; echo "acc: 0.$GIT_EXP_SEED"'
export BROKEN="$scratch/broken"
for seed in 2 4; do git exp-run -q base --seed $seed -- sh t.sh --lr=0.1 >"$OUT"; done
git exp-rerun -q --verify base/0 >"$OUT"
git exp-rerun -q base/2 >"$OUT"  # of the rerun
git exp-rerun -q --seed 6 base/0 >"$OUT"  # another seed: another sample
touch "$BROKEN"; git exp-run -q base --seed 8 -- sh t.sh --lr=0.1 >"$OUT" || true
rm "$BROKEN"; git exp-rerun -q base/5 >"$OUT"  # of one that failed
expect_status 0 git exp-table --all --group-by --format csv
printf 'lr,n,acc:n,acc:mean,acc:std,acc:min,acc:max\r\n0.1,5,4,0.5,0.2581988897471611,0.2,0.8\r\n' >"$scratch/csv"
expect_same "$scratch/csv" "$OUT"
expect_line '^2 reruns left out of the statistics: the same sample again \(commit, seed and parameters\); --reruns counts them$' "$ERR"
expect_status 0 git exp-table --all --group-by --reruns --format csv
expect_line '^0.1,7,6,' "$OUT"
expect_no_line 'left out of' "$ERR"
expect_status 0 git exp-table --runs base/3 base/1 --group-by --format csv  # without its original it is the sample
expect_line '^0.1,2,' "$OUT"
expect_status 129 git exp-table --reruns
# Runs without any of the keys are a row that says so; programs get empty fields.
git exp-run -q base -- sh -c 'echo acc: 0.1' >"$OUT"
expect_status 0 git exp-table --all --group-by
expect_line '^\(none\) +1 +0\.1' "$OUT"
expect_status 0 git exp-table --all --group-by --format csv
expect_line '^,1,' "$OUT"
