#!/bin/sh
# Fits a line to noisy points by gradient descent. What it prints is all that git-exp needs.
rate=${1:-0.1}
rate=${rate#--lr=}
case $rate in '' | *[!0-9.e+-]*) echo "usage: train.sh [[--lr=]RATE]" >&2; exit 2 ;; esac
exec awk -v lr="$rate" -v seed="${GIT_EXP_SEED:-0}" 'BEGIN {
  srand(seed + 1)  # to some awks 0 and 1 are the same seed
  for (i = 0; i < 100; i++) { x[i] = rand(); y[i] = 3 * x[i] + 1 + (rand() - 0.5) / 5 }
  for (epoch = 1; epoch <= 20; epoch++) {
    loss = da = db = 0
    for (i = 0; i < 100; i++) { d = a * x[i] + b - y[i]; loss += d * d / 100; da += d * x[i] / 50; db += d / 50 }
    a -= lr * da; b -= lr * db
    printf "epoch: %d\nloss: %.4g\n", epoch, loss
  }
}'
