#!/bin/sh
# The trainer alone, without git-exp. Skipped (exit 77) where Debian's Python, or the one in $PYTHON, has no PyTorch.
set -eu
unset GIT_EXP_SEED GIT_EXP_RESUME GIT_EXP_STATISTIC GIT_EXP_METRICS GIT_EXP_CHECKPOINT_DIR
export PYTHONDONTWRITEBYTECODE=1

source=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work"

fail() { echo "FAILED: $*" >&2; exit 1; }
# Runs the trainer in the folder $1, made if missing, with the other arguments.
train() {
  folder=$1; shift
  mkdir -p "$folder"
  (cd "$folder" && GIT_EXP_METRICS=metrics.jsonl exec "$python" "$source/train.py" "$@" >log)
}
refused() {
  what=$1; expected=$2; shift 2
  if "$python" "$source/train.py" "$@" >out 2>err; then fail "$what is accepted"; fi
  grep -q "$expected" err || fail "$what: $(cat err)"
}

"$python" -c 'import torch' 2>/dev/null || { echo "skipped: $python has no module torch"; exit 77; }

train default
sed -n 's/.*"test\/acc": //p' default/statistic.json | awk '{ found = $1 >= 0.95 } END { exit !found }' ||
  fail "test accuracy: $(cat default/statistic.json)"
[ "$(grep -c '^{"epoch": ' default/metrics.jsonl)" = 30 ] || fail "metrics.jsonl has not a line per epoch"

train one --epochs=3
train two --epochs 3 --lr 0.1 --seed=0
diff -r one two || fail "an equal seed gives other bytes"
(GIT_EXP_SEED=1 && export GIT_EXP_SEED && train three --epochs=3)
if cmp -s one/statistic.json three/statistic.json; then fail "the seed has no effect"; fi

# Killed at some moment after the third epoch, then taken up again.
mkfifo lines
mkdir killed
(cd killed && GIT_EXP_METRICS=metrics.jsonl exec "$python" "$source/train.py" --epochs=1000000) >lines &
trainer=$!
while read -r _ epoch _; do
  if [ "$epoch" = 3/1000000 ]; then kill -9 "$trainer"; fi
done <lines
wait "$trainer" 2>/dev/null && fail "the trainer was not killed"
last=$(readlink killed/checkpoint/epoch_last.ckpt | tr -cd 0-9)
[ "$last" -ge 2 ] || fail "no checkpoint was left"
train whole --epochs=$((last + 5))
train killed --epochs=$((last + 5)) --resume=checkpoint/epoch_last.ckpt
grep -q "^resumed after epoch $last\$" killed/log || fail "not resumed: $(cat killed/log)"
uniq killed/metrics.jsonl >killed/once && mv killed/once killed/metrics.jsonl
rm killed/log whole/log
diff -r killed whole || fail "the resumed run ended otherwise"

refused "a missing data file" "none.csv" --data=none.csv
refused "an unknown option" "unrecognized arguments: --rate=0.1" --rate=0.1
refused "a word for a number" "argument --lr: invalid" --lr=fast
refused "a missing checkpoint" "none.ckpt" --resume=none.ckpt
refused "another network's checkpoint" "no checkpoint of this program with --hidden=8" \
  --hidden=8 --resume=one/checkpoint/epoch_3.ckpt
head -c 1000 one/checkpoint/epoch_3.ckpt >half.ckpt
refused "half a checkpoint" "no checkpoint of this program" --resume=half.ckpt

echo "passed: $(tail -n 1 default/log)"
