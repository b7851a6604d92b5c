# Active runs as a stranger may leave them in a shared result folder. Sourced by tests that need them, after lib.sh.

# active_runs_of_escapes: evil/0 runs elsewhere, evil/1 is lost, evil/2 waits in a submission that nobody attends, evil/3 is
# presumed lost and was asked to stop; all with escape sequences in every string, and with a file in place of each of ours.
active_runs_of_escapes() {
  python3 - "$PWD" "$(git rev-parse HEAD)" "$(hostname)" <<'PYTHON'
import json, os, sys, time, uuid
top, commit, here = sys.argv[1:]
E = "\x1b[31mred\x07\x9b1m\x7f\u202e\n\r\b\x00end"
now, active = time.time(), f"{top}/__result__/.active"
def stamp(ago):
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(now - ago))
def write(path, value, ago=0):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(value if isinstance(value, str) else json.dumps(value))
    os.utime(path, (now - ago, now - ago))
def owner(host, **members):
    return {"host": host, "user": E, "pid": 4194303, "start_ticks": 1, "boot_id": E, "pid_namespace": E, "job": E,
            "since": stamp(600)} | members
submission = str(uuid.uuid4())
queue = f"{top}/.git/exp/queue/{submission}"
def run(number, state, host, ago, **members):
    folder, identity = f"{top}/__result__/evil/{number}", str(uuid.uuid4())
    attempt = {"n": 1, "host": host, "user": E, "pid": 4194303, "job": E, "command": [E], "started": stamp(600), "state": "running",
               "resumed_from": E, "trouble": E, "stopped_by": {"who": E, "host": E, "since": E, "force": E}, E: E}
    record = {"v": 1, "run": f"evil/{number}", "uuid": identity, "rev": 2, "commit": commit, "tag": "evil", "id": number, "kind": E,
              "isolated": True, "command": ["touch", "executed", E], "extra": [E], "cwd": "", "overrides": {E: E}, "env": {"E": E},
              "seed": {"root": 1, "fixed": False, "via": E}, "user": E, "host": host, "executor": E, "created": stamp(600),
              "updated": stamp(600), "state": state, "attempts": [attempt], "params": {E: E}, "drift": [E],
              "metrics": {E: {"last": E}, "acc": {"last": 0.5}}, "message": E, "label": E,
              "config": {"path": E, "sha256": E}, "rerun_of": {"uuid": E, "run": E}, "snapshot": {"base": E, "changed": E},
              "forked_from": {"uuid": E, "run": E, "checkpoint": E, "sha256": E}, "statistic": {"path": E, "sha256": E}} | members
    write(f"{folder}/run.json", record, ago)
    write(f"{folder}/log", f"{E}\nEpoch 3/{E}: acc {E}\nEpoch 3/10: acc 0.5 {E}\n", ago)
    write(f"{folder}/metrics.jsonl", json.dumps({"step": 1, "epoch": 1, E: 1, "acc": E}) + "\n", ago)
    write(f"{folder}/supervisor.log", E, ago)
    write(f"{folder}/environment.json", {E: E}, ago)
    write(f"{active}/{identity}", f"evil/{number}\n")
    return folder, identity
folder, _ = run(0, "running", E, 0)
write(f"{folder}/heartbeat", "")
write(f"{folder}/attempt-1.json", owner(E))
folder, _ = run(1, "running", here, 600)
write(f"{folder}/attempt-1.json", owner(here), 600)
folder, identity = run(2, "queued", E, 600, attempts=[])
write(f"{folder}/queue", queue + "\n")
write(f"{queue}/submission.json", {"v": 1, "id": submission, "host": E, "user": E, "submitted": stamp(600), "priority": 1, "jobs": 10 ** 18,
      "devices": [E, "../../x"], "devices_per_run": 10 ** 18, "cpus": 10 ** 18, "fail_fast": E, "retries": 10 ** 18,
      "timeout_ms": 10 ** 18, "notify": "touch executed", E: E, "runs": [{"run": "evil/2", "uuid": identity, E: E}]})
write(f"{queue}/waiter.json", owner(E), 600)
write(f"{queue}/waiter.log", E)
folder, _ = run(3, "running", E, 600)
write(f"{folder}/heartbeat", "", 600)
write(f"{folder}/stop", {"attempt": 1, "who": E, "host": E, "since": E, "force": True})
write(f"{active}/{uuid.uuid4()}", f"../../{E}/0\n")
write(f"{active}/{E.replace(chr(0), '')}", "evil/0\n")
write(f"{top}/.git/exp/queue/{E.replace(chr(0), '')}/submission.json", "{}")
write(f"{top}/.git/exp/slots/{here}/wait-{E.replace(chr(0), '')}", owner(E))
PYTHON
  give_to_other_user __result__/evil
}
