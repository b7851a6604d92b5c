. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/many.sh"
# Queued runs of all kinds, four at once: they fail, hang, ignore TERM, make daemons, print much. All states are right; no place is left,
# and no process (lib.sh looks for those): without a parent that lives there is no zombie.
# Who ignores TERM is killed half a minute later.
runs=$(size 16 64) megabytes=$(size 10 100) deaf=$(size : 'trap "" TERM INT') patience=$(size 6 20)
new_repo
commit_file train.sh "case \$((GIT_EXP_SEED % 8)) in
  0) exit 3 ;;
  1) exec sleep 600 ;;
  2) $deaf; while :; do sleep 600; done ;;
  3) (sleep 600 & sleep 600 & exec setsid sh -c 'echo \$\$ >\"\$GIT_EXP_DIR/daemon\"; exec sleep 600') & while [ ! -s \"\$GIT_EXP_DIR/daemon\" ]; do sleep 0.05; done ;;
  4) yes 'a line of output' | head -c ${megabytes}000000 ;;
  5) kill -9 \$\$ ;;
  6) yes error | head -c ${megabytes}000000 >&2; exit 1 ;;
  7) echo 'loss: 0.5'; ls /proc/self/fd ;;
esac"
expect_status 1 git exp-run base -j 4 --seeds "1..$runs" --timeout ${patience}s -- sh train.sh
eighth=$((runs / 8))
expect_line "^$runs runs: $((3 * eighth)) finished, $((5 * eighth)) not\$" "$ERR"
python3 - "$runs" <<'PYTHON' || fail 'a state is wrong'
import json, sys
want = {0: ("failed", 3, None), 1: ("timeout",), 2: ("timeout",), 3: ("finished", 0, None), 4: ("finished", 0, None),
        5: ("failed", None, 9), 6: ("failed", 1, None), 7: ("finished", 0, None)}
for number in range(int(sys.argv[1])):
    r = json.load(open(f"__result__/base/{number}/run.json"))
    assert len(r["attempts"]) == 1 and r["seed"]["root"] == number + 1, r
    attempt = r["attempts"][0]
    got = (r["state"], attempt.get("exit"), attempt.get("signal"))
    assert got[:len(want[(number + 1) % 8])] == want[(number + 1) % 8], (number, got)
PYTHON
for number in $(seq 2 8 $((runs - 1))); do kill "$(cat "__result__/base/$number/daemon")"; done
[ -z "$(ls -A .git/exp/queue)$(ls -A .git/exp/slots/*)" ] || fail 'a submission or a place is left'
[ -z "$(ls -A __result__/.active)" ] || fail 'a marker is left'
expect_status 0 git exp-record --pending
expect_stdout ''
