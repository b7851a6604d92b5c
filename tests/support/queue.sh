# Submissions written by hand, as of a command that was killed. Sourced by tests that need them, after lib.sh.

# make_submission PRIORITY RUN…: queued runs on HEAD; nobody starts them.
make_submission() {
  python3 - "$PWD" "$(git rev-parse HEAD)" "$@" <<'PYTHON'
import json, os, sys, uuid
top, commit, priority, *runs = sys.argv[1:]
own, entries, time = str(uuid.uuid4()), [], "2026-01-01T00:00:00.000Z"
queue = f"{top}/.git/exp/queue/{own}"
os.makedirs(queue)
os.makedirs(f"{top}/__result__/.active", exist_ok=True)
for run in runs:
    tag, number = run.rsplit("/", 1)
    folder, identity = f"{top}/__result__/{run}", str(uuid.uuid4())
    os.makedirs(folder)
    record = {"v": 1, "run": run, "uuid": identity, "rev": 1, "commit": commit, "tag": tag, "id": int(number), "kind": "run",
              "isolated": True, "command": ["true"], "cwd": "", "overrides": {}, "env": {},
              "seed": {"root": 1, "fixed": False, "via": "drawn"}, "user": "ada", "host": "here", "executor": "local",
              "created": time, "updated": time, "state": "queued", "attempts": [], "params": {}, "metrics": {}}
    files = {f"{folder}/run.json": json.dumps(record), f"{folder}/queue": queue + "\n",
             f"{top}/__result__/.active/{identity}": run + "\n"}
    for path, text in files.items():
        with open(path, "w") as file:
            file.write(text)
    entries.append({"run": run, "uuid": identity})
with open(f"{queue}/submission.json", "w") as file:
    json.dump({"v": 1, "id": own, "host": "here", "user": "ada", "submitted": time, "priority": int(priority), "runs": entries}, file)
PYTHON
}
