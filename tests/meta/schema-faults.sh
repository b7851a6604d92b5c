. "${EXP_TESTS:?}/support/lib.sh"
# The schemas accept a record and refuse it with any one fault: a schema that accepts everything would test nothing.
python=/usr/bin/python3
$python -c 'import jsonschema' 2>/dev/null || skip "python3-jsonschema is not installed"
PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$EXP_TESTS/support" $python - "$EXP_SOURCE/docs/schema" <<'PY'
import copy, pathlib, sys
from validate_schema import make_validator

time = "2026-03-01T12:00:00.000Z"
attempt = {"n": 1, "host": "h", "user": "u", "pid": 7, "started": time, "ended": time, "state": "finished", "exit": 0}
record = {"v": 1, "run": "a/b/0", "uuid": "0b7a3c52-9d1e-4f60-8a2b-1c3d5e7f9a0b", "rev": 2, "commit": 40 * "a", "tag": "a/b",
          "id": 0, "kind": "run", "isolated": False, "command": ["x", {"base64": "/w=="}], "cwd": "", "overrides": {"lr": "1"},
          "env": [["A", "1"], ["A", "2"]], "seed": {"root": 1, "fixed": False, "via": "drawn"}, "user": "u", "host": "h",
          "executor": "local", "created": time, "updated": time, "state": "finished", "attempts": [attempt],
          "params": {"lr": 0.1, "opt": "adam"}, "metrics": {"acc": {"last": "NaN", "step": 3, "max": 1}}, "later": 1}
edit = {**{k: record[k] for k in ("v", "run", "uuid", "commit")}, "rev": 0, "kind": "edit", "at": time, "by": "u", "keys": {"label": "x"}}
faults = {"v": 2, "run": "a/b", "uuid": "0b7a", "rev": -1, "commit": "abc", "tag": "-x", "id": "0", "kind": "note", "isolated": 0,
          "command": [], "cwd": None, "overrides": {"lr": 1}, "env": [["A"]], "seed.root": 2**31, "seed.via": "guessed",
          "user": 1, "executor": "", "created": "2026-03-01 12:00", "updated": time[:-1], "state": "done", "attempts": [],
          "attempts.0.exit": 1, "attempts.0.n": 0, "attempts.0.state": "gone", "attempts.0.ended": 5, "params.lr": [1],
          "params.opt": None, "metrics.acc": 1, "metrics.acc.max": True, "metrics.acc.step": "3", "metrics.acc.maximum": 1,
          "metrics.acc.count": 1, "cut": ["everything"], "deleted": False, "drift": [], "statistic": {"sha256": "x"}}
wrong = []

def check(schema, good, faults, required):
    validator = make_validator(pathlib.Path(sys.argv[1]) / schema)
    wrong.extend(f"{schema} refuses {fault.json_path}: {fault.message}" for fault in validator.iter_errors(good))
    for path, value in [*faults.items(), *((name, ...) for name in required)]:
        bad = copy.deepcopy(good)
        *parents, last = [int(word) if word.isdigit() else word for word in path.split(".")]
        place = bad
        for parent in parents:
            place = place[parent]
        if value is ...:
            del place[last]
        else:
            place[last] = value
        if validator.is_valid(bad):
            wrong.append(f"{schema} accepts {path} = {value}")

needed = [name for name in record if name != "later"] + ["attempts.0.exit", "attempts.0.ended", "metrics.acc.last", "seed.root"]
check("run.schema.json", record, faults, needed)
check("note-line.schema.json", record, {**faults, "rev": 0, "metrics.acc.mean": 1, "cut": ["keys"]}, needed)
check("note-line.schema.json", edit, {"at": "now", "keys": {}, "keys.label": 1, "rev": 1, "by": 1}, ["at", "by", "keys", "uuid"])
sys.exit("\n".join(wrong) or 0)
PY
