. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Files that grow and change while they are read: each command ends, and says nothing that is not in them.
new_repo
commit_file a b
for n in 0 1 2 3; do make_run asr/$n '{"metric":{"acc":0.5}}'; done
python3 - <<'PYTHON' &
import os, time
folder = "__result__/asr/0/"
record = open(folder + "run.json").read()
end = time.time() + 60
with open(folder + "log", "a") as log, open(folder + "metrics.jsonl", "a") as metrics:
    while time.time() < end and not os.path.exists("stop"):
        log.write("line of a log\n" * 1000), log.flush()
        metrics.write('{"step": 1, "loss": 2}\n' * 100), metrics.flush()
        if log.tell() > 50_000_000:
            log.truncate(0), log.seek(0)
        with open(folder + "run.json", "w") as file:  # not by rename
            file.write(record[:len(record) // 2]), file.flush()
            file.write(record[len(record) // 2:])
PYTHON
writer=$!
wait_until test -s __result__/asr/0/metrics.jsonl
for _ in 1 2 3; do
  for command in 'exp-list -r' 'exp-show asr/0' 'exp-log asr/0' 'exp-log -n 3 asr/0' 'exp-table --all' 'exp-diff asr/0 asr/1' 'exp-record asr/1'; do
    # shellcheck disable=SC2086
    timeout 10 git $command >"$OUT" 2>"$ERR" || [ $? -ne 124 ] || fail "hangs: $command"
    [ "$(wc -c <"$OUT")" -lt 200000000 ] || fail "$command copies what grows for ever"
  done
done
touch stop
wait "$writer"
expect_status 0 git exp-list -r --porcelain asr
[ "$(wc -l <"$OUT")" -eq 4 ] || fail "a run was lost"
