#!/bin/sh
# The trainer alone, without git-exp. Needs make and a C++ compiler; without them it is skipped (exit 77).
set -eu
unset GIT_EXP_SEED GIT_EXP_RESUME GIT_EXP_STATISTIC GIT_EXP_METRICS GIT_EXP_CHECKPOINT_DIR

source=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work"

fail() { echo "FAILED: $*" >&2; exit 1; }
same() { cmp "$1" "$2" || fail "$3"; }
# Runs the trainer in the new folder $1 with the other arguments.
train() {
  folder=$1; shift
  mkdir "$folder"
  (cd "$folder" && GIT_EXP_METRICS=metrics.jsonl ../train --data="$work/digits.csv" "$@" >log)
}
refused() {
  what=$1; expected=$2; shift 2
  if ./train --data=digits.csv "$@" >out 2>err; then fail "$what is accepted"; fi
  grep -q "$expected" err || fail "$what: $(cat err)"
}

for tool in make "${CXX:-c++}"; do
  command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
cp "$source"/*.cpp "$source"/*.h "$source"/Makefile "$source"/digits.csv .
make -s CXX="${CXX:-c++}"

train default
awk -F'"test/acc": ' 'NF > 1 { found = $2 + 0 >= 0.95 } END { exit !found }' default/statistic.json ||
  fail "test accuracy: $(cat default/statistic.json)"
[ "$(grep -c '^{"epoch": ' default/metrics.jsonl)" = 30 ] || fail "metrics.jsonl has not a line per epoch"

train one --epochs=3
train two --epochs 3 --lr 0.1 --seed=0
diff -r one two || fail "an equal seed gives other bytes"
GIT_EXP_SEED=1 train three --epochs=3
train four --epochs=3 --seed=1
diff -r three four || fail "GIT_EXP_SEED and --seed differ"
if cmp -s one/checkpoint/epoch_3.ckpt three/checkpoint/epoch_3.ckpt; then fail "the seed has no effect"; fi

# Killed at some moment after the third epoch, then taken up again.
mkfifo lines
mkdir killed
(cd killed && GIT_EXP_METRICS=metrics.jsonl exec ../train --data=../digits.csv --epochs=1000000) >lines &
trainer=$!
while read -r _ epoch _; do
  if [ "$epoch" = 3/1000000 ]; then kill -9 "$trainer"; fi
done <lines
wait "$trainer" 2>/dev/null && fail "the trainer was not killed"
last=$(readlink killed/checkpoint/epoch_last.ckpt | tr -cd 0-9)
[ "$last" -ge 2 ] || fail "no checkpoint was left"
train whole --epochs=$((last + 5))
(cd killed && GIT_EXP_METRICS=metrics.jsonl GIT_EXP_RESUME=checkpoint/epoch_last.ckpt \
  ../train --data=../digits.csv --epochs=$((last + 5)) >log)
grep -q "^resumed after epoch $last\$" killed/log || fail "not resumed: $(cat killed/log)"
same killed/statistic.json whole/statistic.json "the resumed run has another statistic"
diff -r killed/checkpoint whole/checkpoint || fail "the resumed run has other checkpoints"
uniq killed/metrics.jsonl | cmp - whole/metrics.jsonl || fail "the resumed run has other metrics"

refused "a missing data file" "cannot read 'none.csv'" --data=none.csv
refused "an unknown option" "unknown option '--rate'" --rate=0.1
refused "a word for a number" "'fast' is no value for --lr" --lr=fast
refused "an option without value" "'--epochs'" --epochs
refused "a missing checkpoint" "cannot read the checkpoint 'none.ckpt'" --resume=none.ckpt
refused "another network's checkpoint" "no checkpoint of this program with --hidden=8" \
  --hidden=8 --resume=one/checkpoint/epoch_3.ckpt
head -c 1000 one/checkpoint/epoch_3.ckpt >half.ckpt
refused "half a checkpoint" "damaged" --resume=half.ckpt
refused "a rate that diverges" "smaller --lr" --lr=1e9
sed '7s/,/;/' digits.csv >broken.csv
refused "a broken data file" "'broken.csv' line 7" --data=broken.csv

echo "passed: $(tail -n 1 default/log)"
