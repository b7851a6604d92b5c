#!/bin/sh
# The shell example alone, without git-exp.
set -eu
unset GIT_EXP_SEED
train=$(cd "$(dirname "$0")" && pwd)/train.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work"

fail() { echo "FAILED: $*" >&2; exit 1; }
loss() { tail -n 1 "$1" | sed 's/^loss: //'; }

"$train" >default
[ "$(grep -c '^epoch: [0-9]*$' default)" = 20 ] || fail "not 20 epochs: $(cat default)"
[ "$(grep -c '^loss: [0-9.e+-]*$' default)" = 20 ] || fail "not 20 losses: $(cat default)"

"$train" --lr=0.1 >same
cmp default same || fail "an equal seed gives other output"
"$train" 0.3 >fast
awk -v slow="$(loss default)" -v fast="$(loss fast)" 'BEGIN { exit !(fast < slow && slow < 0.5) }' ||
  fail "nothing is learnt: $(loss default), and with a larger rate $(loss fast)"

GIT_EXP_SEED=0 "$train" >zero
GIT_EXP_SEED=1 "$train" >one
cmp default zero || fail "the default seed is not 0"
if cmp -s zero one; then fail "the seed has no effect"; fi
"$train" fast >out 2>err && fail "a word is accepted as the rate"
grep -q '^usage: ' err || fail "no usage is shown: $(cat err)"

echo "passed: loss $(loss default), with a rate of 0.3 $(loss fast)"
