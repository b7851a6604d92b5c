# Many processes at once, and what must hold after them. Sourced by tests that need it, after lib.sh.
# EXP_EXHAUSTIVE=1 (ctest -L exhaustive) takes the full size, else one that CI can afford.

# size FEW MANY: which of the two.
size() { if [ -n "${EXP_EXHAUSTIVE:-}" ]; then echo "$2"; else echo "$1"; fi; }

mkdir "$scratch/said" "$scratch/ended"
started_=0
# How long this machine itself made a process wait that only sleeps and makes a file: no fault of ours.
canary_() {
  python3 - "$scratch" <<'PYTHON' &
import os, sys, time
scratch, stalls = sys.argv[1], 0.0
while not os.path.exists(scratch + "/canary.stop"):
    start = time.monotonic()
    time.sleep(0.02)
    open(scratch + "/canary", "w").close()
    os.unlink(scratch + "/canary")
    stalls += max(0.0, time.monotonic() - start - 0.1)
open(scratch + "/stalls", "w").write(str(int(stalls * 1000)))
PYTHON
}
# at_once COMMAND…: in the background, traced; what it says and its exit status are kept.
at_once() {
  [ "$started_" -gt 0 ] || canary_
  started_=$((started_ + 1))
  (
    got_=0
    EXP_TRACE=1 "$@" >"$scratch/said/$started_.out" 2>"$scratch/said/$started_" || got_=$?
    echo "$got_: $*" >"$scratch/ended/$started_"
  ) &
}
ended_() { find "$scratch/ended" -type f | wc -l; }
have_ended_() { [ "$(ended_)" -eq "$started_" ]; }
# stop_the_others: when they have ended, those who do something `until stopped`.
stop_the_others() {
  poll_ 6000 have_ended_ || fail "only $(ended_) of $started_ have ended"
  touch "$scratch/stop"
}
stopped() { [ -e "$scratch/stop" ]; }
# all_ended: waits for them; each must have succeeded.
all_ended() {
  poll_ 6000 have_ended_ || fail "only $(ended_) of $started_ have ended"
  touch "$scratch/canary.stop"
  wait
  for status_ in "$scratch"/ended/*; do
    grep -q '^0: ' "$status_" || { cat "$status_" "$scratch/said/${status_##*/}" >&2; fail "not all succeeded"; }
  done
}

# make_gate; at_once git exp-run … -- $(behind_gate); open_gate RESULTS N: the N programs end in one moment.
gate=$scratch/gate
cat >"$scratch/home/behind_gate" <<'PROGRAM'
#!/bin/sh
: >"$GIT_EXP_DIR/waits"
read -r _ <"$1"
PROGRAM
chmod +x "$scratch/home/behind_gate"
behind_gate() { echo "$scratch/home/behind_gate $gate"; }
make_gate() {
  mkfifo "$gate"
  exec 8<>"$gate"
}
waiting_() { [ "$(find "$1" -name waits | wc -l)" -ge "$2" ]; }
# open_gate RESULTS N: once N runs wait below RESULTS.
open_gate() {
  poll_ 6000 waiting_ "$1" "$2" || fail "only $(find "$1" -name waits | wc -l) of $2 runs have started"
  yes '' | head -n "$2" >&8
}

# expect_sound RESULTS: no record of RESULTS is missing in the notes of this repository, none is there twice, the ids of
# each tag are 0 … n-1, nothing waits, no lock is left, git finds no fault. Prints what was counted.
expect_sound() {
  git fsck --strict --no-dangling >"$scratch/fsck" 2>&1 || { cat "$scratch/fsck" >&2; fail "git fsck"; }
  python3 "$EXP_TESTS/support/many.py" "$1" "$scratch/said" "$started_" "$(cat "$scratch/stalls" 2>/dev/null || echo 0)" || fail "not sound"
}
# expect_no_warnings: nobody had anything to warn of.
expect_no_warnings() {
  if grep -hE '^(warning|error|fatal):' "$scratch"/said/* | sort | uniq -c >&9 &&
    grep -qE '^(warning|error|fatal):' "$scratch"/said/*; then fail "there are warnings"; fi
}
