# Run folders written by hand, for commands that read them. Sourced by tests that need them, after lib.sh.

# make_run RUN [STATISTIC [STATE]]: the folder of a run on HEAD, not published, with statistic.json and run.json. Each is
# a minute younger than the one before.
make_run() {
  clock_=$((clock_ + 60))
  mkdir -p "__result__/$1"
  [ -z "${2:-}" ] || printf '%s\n' "$2" >"__result__/$1/statistic.json"
  python3 - "$1" "$(git rev-parse HEAD)" "${3:-finished}" "$clock_" "__result__/$1" <<'PYTHON'
import datetime, hashlib, json, os, sys
run, commit, state, clock, folder = sys.argv[1:]
digits = hashlib.md5(run.encode()).hexdigest()
uuid = "-".join([digits[:8], digits[8:12], "4" + digits[13:16], "8" + digits[17:20], digits[20:]])
time = lambda s: datetime.datetime.fromtimestamp(int(clock) + s, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
path = folder + "/statistic.json"
try:
    statistic = json.load(open(path)) if os.path.exists(path) else {}
except ValueError:
    statistic = {}
record = {
    "v": 1, "run": run, "uuid": uuid, "rev": 3, "commit": commit,
    "tag": run.rsplit("/", 1)[0], "id": int(run.rsplit("/", 1)[1]), "kind": "run",
    "command": ["sh", "train"], "cwd": "", "overrides": {}, "env": {},
    "seed": {"root": 7, "fixed": False, "via": "drawn"},
    "user": "ada", "host": "elsewhere", "executor": "local",
    "created": time(0), "updated": time(30), "state": state,
    "attempts": [{"n": 1, "host": "elsewhere", "user": "ada", "pid": 1, "started": time(0), "ended": time(30),
                  "state": state, "exit": 0}],
    "params": statistic.get("hparam", {}),
    "metrics": {name: {"last": value} for name, value in statistic.get("metric", {}).items()},
}
json.dump(record, open(folder + "/run.json", "w"), indent=2)
PYTHON
}

# wait_to_be_published RUN: its record is left in pending, as by a run that could not write the notes when it ended.
wait_to_be_published() {
  pending_="$(git rev-parse --git-common-dir)/exp/pending"
  mkdir -p "$pending_"
  printf '%s\n' "$PWD/__result__/$1" >"$pending_/$(json_value "__result__/$1/run.json" 'r["uuid"] + "." + str(r["rev"])')"
}
