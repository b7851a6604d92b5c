# A program that trains, for commands that take up and repeat runs. Sourced by tests that need it, after lib.sh.

# commit_trainer: `train` runs 6 epochs (or $EPOCHS), resumes from GIT_EXP_RESUME, writes a line of metrics and a checkpoint
# each, and a file `made.txt` beside itself. Its loss depends on the seed. STOP_AT=N makes the first attempt fail there.
commit_trainer() {
  cat >train <<'PROGRAM'
#!/bin/sh
epoch=0
[ -z "${GIT_EXP_RESUME:-}" ] || epoch=$(cat "$GIT_EXP_RESUME")
echo "from $epoch, attempt $GIT_EXP_ATTEMPT, words: $*"
while [ "$epoch" -lt "${EPOCHS:-6}" ]; do
  epoch=$((epoch + 1))
  echo "{\"epoch\": $epoch, \"loss\": $((1000 / epoch + GIT_EXP_SEED % 100))}" >>"$GIT_EXP_METRICS"
  echo "$epoch" >"$GIT_EXP_CHECKPOINT_DIR/epoch_$epoch"
  ln -sfn "epoch_$epoch" "$GIT_EXP_CHECKPOINT_DIR/epoch_last"
  [ "$GIT_EXP_ATTEMPT" -gt 1 ] || [ "$epoch" != "${STOP_AT:-0}" ] || exit 3
done
echo "code: one" >made.txt
echo "score: $((GIT_EXP_SEED % 100))"
PROGRAM
  chmod +x train
  echo made.txt >.gitignore
  commit_all trainer
}

# values_of RUN METRIC: last, count of its record.
values_of() { json_value "__result__/$1/run.json" "r['metrics']['$2']['last'], r['metrics']['$2'].get('count', 1)"; }
