. "${EXP_TESTS:?}/support/lib.sh"
new_repo
commit_file a 1
find . | sort >"$scratch/before"
expect_status 0 git exp-run -n base --seed 3 -S lr=1 --env A=b -- python train.py --x={lr}
expect_line '^run: +base/0' "$OUT"
expect_line '^command: +python train.py --x=1$' "$OUT"
expect_line '^  GIT_EXP_SEED=3$' "$OUT"
expect_line '^  A=b$' "$OUT"
find . | sort >"$scratch/after"
expect_same "$scratch/before" "$scratch/after"
