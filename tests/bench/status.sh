#!/bin/sh
# exp-status of COUNT active runs (default 1,000) with 4 KB of metrics each, against reading the same files with as many threads.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/setup.sh"
count=${1:-1000}
git config --global exp.metric acc:max
mkdir "$folder/r" && cd "$folder/r" && git init -q && git commit -q --allow-empty -m start
# All of them belong to one living process of this host: this shell's own claim, as a program that ran here would have it.
git-exp-run -q claim -- sh -c 'cp "$GIT_EXP_DIR/attempt-1.json" "$HOME/claim.json"' || exit 1
python3 - "$folder/claim.json" "$count" $$ <<'PY' || exit 1
import json, os, sys, uuid
claim, count, pid = json.load(open(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3])
claim["pid"] = pid
claim["start_ticks"] = int(open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[19])
like = json.load(open("__result__/claim/0/run.json"))
metrics = ""
while len(metrics) < 4000:
    n = metrics.count("\n") + 1
    metrics += json.dumps({"step": n * 100, "epoch": n, "loss": 1 / n, "acc": 1 - 1 / (n + 1), "lr": 0.1}) + "\n"
os.makedirs("__result__/.active", exist_ok=True)
for n in range(count):
    run, folder, own = f"exp-{n // 100}/{n % 100}", f"__result__/exp-{n // 100}/{n % 100}", str(uuid.uuid4())
    os.makedirs(folder)
    like.update({"run": run, "tag": f"exp-{n // 100}", "id": n % 100, "uuid": own, "state": "running",
                 "command": ["python", "train.py", "--epochs=100"], "metrics": {}})
    like["attempts"] = [{"n": 1, "host": claim["host"], "user": claim["user"], "pid": pid, "started": like["created"], "state": "running"}]
    for name, text in (("run.json", json.dumps(like)), ("attempt-1.json", json.dumps(claim)), ("metrics.jsonl", metrics)):
        with open(f"{folder}/{name}", "w") as file:
            file.write(text)
    with open(f"__result__/.active/{own}", "w") as file:
        file.write(run + "\n")
PY
[ "$(git-exp-status --porcelain | grep -c '^running')" = "$count" ] || { echo "status.sh: not all runs are active" >&2; exit 1; }
find "$PWD/__result__" -path '*/exp-*' -type f >"$folder/files"
floor="$EXP_BIN/../tests/read-files $(nproc) <$folder/files"
python3 "$here/ratio.py" "exp-status, $count active runs" +50 15 true "git-exp-status >$folder/out"
missed=$?
python3 "$here/ratio.py" "exp-status against reading the files" 20 15 "$floor" "git-exp-status >$folder/out"
exit $missed
