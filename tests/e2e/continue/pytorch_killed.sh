# The PyTorch example killed with -9 and continued ends like an undisturbed run. Skipped where there is no torch.
. "${EXP_TESTS:?}/support/lib.sh"
python=${PYTHON:-/usr/bin/python3}
"$python" -c 'import torch' 2>/dev/null || skip "$python has no module torch"
new_repo
cp "$EXP_SOURCE"/examples/pytorch/train.py "$EXP_SOURCE"/examples/digits/digits.csv .
commit_all pytorch
export PYTHONDONTWRITEBYTECODE=1
expect_status 0 git exp-run whole -f -- "$python" train.py --data=digits.csv --epochs=40
"$EXP_BIN/git-exp-run" cut -f -q -- "$python" train.py --data=digits.csv --epochs=40 >/dev/null 2>&1 &
supervisor=$!
third_epoch() { [ -e __result__/cut/0/metrics.jsonl ] && [ "$(grep -c . __result__/cut/0/metrics.jsonl)" -ge 3 ]; }
wait_until third_epoch
kill -9 $supervisor
wait
expect_status 0 git exp-continue cut/0
expect_same __result__/cut/0/statistic.json __result__/whole/0/statistic.json
expect_status 0 git exp-rerun --verify cut/0
