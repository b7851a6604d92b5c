#!/usr/bin/env python3
"""make_runs.py REPOSITORY COUNT: writes COUNT finished runs, 100 to an experiment, each with run.json and a statistic.json
of about 4 KB (14 parameters, 90 metrics), and the set `all` that names them."""
import json
import os
import random
import subprocess
import sys
import uuid


def statistic(rng, tag, number):
    hparam = {"lr": rng.choice([0.1, 0.03, 0.01, 0.003]), "batch": rng.choice([16, 32, 64]), "seed": number,
              "model": rng.choice(["lstm", "transformer", "conv"]), "expernameid": f"{tag}/{number}"}
    hparam.update({f"option_{i}": rng.choice(["yes", "no", "a longer value with words"]) for i in range(9)})
    metric = {f"{phase}/metric_{i}": f"{rng.random() * 100:.4f}" if i % 2 else rng.random()
              for phase in ("train", "val", "test") for i in range(30)}
    return {"hparam": hparam, "metric": metric}


def main():
    top, count = sys.argv[1], int(sys.argv[2])
    commit = subprocess.check_output(["git", "-C", top, "rev-parse", "HEAD"], text=True).strip()
    rng = random.Random(1)
    names = []
    for n in range(count):
        tag, number = f"exp-{n // 100}", n % 100
        folder = f"{top}/__result__/{tag}/{number}"
        os.makedirs(folder)
        values = statistic(rng, tag, number)
        with open(f"{folder}/statistic.json", "w") as file:
            json.dump(values, file, indent=4)
        record = {"v": 1, "run": f"{tag}/{number}", "uuid": str(uuid.UUID(int=rng.getrandbits(128), version=4)), "rev": 2,
                  "commit": commit, "tag": tag, "id": number, "kind": "run", "command": ["python", "train.py"], "cwd": "",
                  "seed": {"root": number, "fixed": True, "via": "--seed"}, "user": "u", "host": "h", "executor": "local",
                  "created": "2026-01-01T00:00:00.000Z", "updated": "2026-01-01T00:01:00.000Z", "state": "finished",
                  "attempts": [{"n": 1, "host": "h", "user": "u", "pid": 1, "started": "2026-01-01T00:00:00.000Z",
                                "ended": "2026-01-01T00:01:00.000Z", "state": "finished", "exit": 0}],
                  "params": values["hparam"],
                  "metrics": {k: {"last": v} for k, v in values["metric"].items()}}
        with open(f"{folder}/run.json", "w") as file:
            json.dump(record, file)
        names.append(f"{tag}/{number}\n")
    os.makedirs(f"{top}/__statistic__/exper-list", exist_ok=True)
    with open(f"{top}/__statistic__/exper-list/all.txt", "w") as file:
        file.writelines(names)


if __name__ == "__main__":
    main()
