. "${EXP_TESTS:?}/support/lib.sh"
# Two runs beside each other: what differs, in the order of what explains most, then the code by git diff.
new_repo
commit_file t.sh 'echo "loss: $1"; echo "acc: 0.5"'
git exp-run -q a --seed 1 -- sh t.sh 0.5
commit_file t.sh '# simpler
echo "loss: $1"; echo "acc: 0.5"' more
OMP_NUM_THREADS=3 git exp-run -q b --seed 2 -S lr=0.1 --env MODE=fast -- sh t.sh 0.25
expect_status 0 git exp-diff a/0 b
sed 's/ *$//' "$OUT" >"$scratch/shown"
expect_line '^--- a/0  [0-9a-f]{10}  finished, [0-9]+ seconds? ago$' "$OUT"
expect_line '^\+\+\+ b/0  [0-9a-f]{10}  finished' "$OUT"
expect_line '^- sh t.sh 0.5$' "$OUT"
expect_line '^\+ sh t.sh 0.25$' "$OUT"
expect_line '^          \^\^\^$' "$OUT"
expect_line '^seed +1 +2$' "$OUT"
expect_line '^-S lr +0.1$' "$OUT"
expect_line '^--env MODE +fast$' "$OUT"
expect_line '^lr +0.1$' "$OUT"
expect_line '^loss +0.5 +0.25 +-0.25 +-50 %$' "$OUT"
expect_line '^variable OMP_NUM_THREADS +3$' "$OUT"
expect_line '^\+# simpler$' "$OUT"
expect_no_line '^(acc|.*PYTHONHASHSEED)' "$OUT"
sed -n 's/^\(command\|settings\|parameters\|metrics\|environment\|code\)\( .*\)*$/\1/p' "$OUT" >"$scratch/order"
expect_file "$scratch/order" "command
settings
parameters
metrics
environment
code"
expect_status 0 git exp-diff a/0 a
expect_line '^no differences$' "$OUT"
