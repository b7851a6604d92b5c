"""What must hold after a fault, whatever it was."""
import hashlib
import json
import os
import re
import subprocess
import time

OURS = ("__result__", "__statistic__", "__data__")
STATES_AT_REST = {"finished", "failed", "interrupted", "timeout", "lost", "queued"}
HOURS_AGO = 3 * 3600


def git(folder, environment, *words, status=None):
    result = subprocess.run(("git",) + words, cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if status is not None and result.returncode != status:
        raise AssertionError(f"git {' '.join(words)}: exit status {result.returncode}: {result.stderr.decode(errors='replace')}")
    return result.stdout.decode(errors="replace")


def wait_for_all():
    """Children that a killed one left are ours: this process is their subreaper."""
    for _ in range(30_000):  # not by the clock: all of us may have been stopped for a while
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.002)
        except ChildProcessError:
            return
    raise RuntimeError("a process does not end")


def user_state(repo):
    """Whatever git-exp must not change: index, HEAD, branches, configuration, files of the tree."""
    state = {}
    for top, folders, files in os.walk(repo):
        below = os.path.relpath(top, repo)
        if below == ".":
            folders[:] = [name for name in folders if name not in OURS]
        if below == ".git":
            folders[:] = [name for name in folders if name in ("refs", "hooks")]
            files = [name for name in files if name in ("index", "HEAD", "config")]
        if below == os.path.join(".git", "refs"):
            folders[:] = [name for name in folders if name in ("heads", "remotes")]
        if below == os.path.join(".git", "hooks"):
            continue
        for name in files:
            path = os.path.join(top, name)
            if name.endswith(".lock"):
                continue
            state[os.path.relpath(path, repo)] = hashlib.sha256(open(path, "rb").read()).hexdigest()
    return state


def numbered_folders(repo):
    root = os.path.join(repo, "__result__")
    for top, folders, _ in os.walk(root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in list(folders):
            if name.isdigit():
                folders.remove(name)
                yield os.path.join(top, name)


def records_on_disk(repo):
    records = []
    for folder in numbered_folders(repo):
        with open(os.path.join(folder, "run.json"), encoding="utf-8") as file:
            records.append((folder, json.load(file)))
    return records


def note_lines(repo, environment):
    lines = []
    for entry in git(repo, environment, "notes", "--ref=exp", "list").split("\n"):
        if entry:
            lines += git(repo, environment, "cat-file", "blob", entry.split()[0], status=0).splitlines()
    return [json.loads(line) for line in lines]


def listed_runs(repo, environment):
    """uuid to state, by exp-list."""
    runs = []
    for run in json.loads(git(repo, environment, "exp-list", "-r", "--json", status=0) or "[]"):
        runs.append((run["uuid"], run["state"]))
    return runs


def locks(repo):
    found = []
    for top, _, files in os.walk(os.path.join(repo, ".git")):
        found += [os.path.join(top, name) for name in files if name.endswith(".lock")]
    return found


def entries(folder):
    return [os.path.join(folder, name) for name in os.listdir(folder)] if os.path.isdir(folder) else []


def leftovers(repo):
    """Temporary files and markers of ours."""
    found = []
    for root in (os.path.join(repo, "__result__"), os.path.join(repo, "__statistic__"), os.path.join(repo, ".git", "exp")):
        for top, folders, files in os.walk(root):
            found += [os.path.join(top, name) for name in folders + files
                      if re.match(r"\.(new|old|tmp)-", name) or name.endswith(".lock")]
            folders[:] = [name for name in folders if not name.startswith(".new-")]
    # A marker stays as long as its run's record says that it goes on: by it a lost run is found.
    active = os.path.join(repo, "__result__", ".active")
    lost = {record["uuid"] for _, record in records_on_disk(repo) if record["state"] in ("running", "queued")}
    found += [os.path.join(active, name) for name in (os.listdir(active) if os.path.isdir(active) else ())
              if name[0] != "." and name not in lost]
    pending = os.path.join(repo, ".git", "exp", "pending")
    found += [os.path.join(pending, name) for name in (os.listdir(pending) if os.path.isdir(pending) else ()) if name[0] != "."]
    for top, folders, files in os.walk(os.path.join(repo, ".git", "exp", "deleted")):
        found += [os.path.join(top, name) for name in folders + files]
    trees = os.path.join(repo, ".git", "exp", "trees")
    for top, folders, files in os.walk(trees):
        found += [os.path.join(top, name) for name in files if name.endswith(".owner")]
        if top.count("/") - trees.count("/") >= 1:
            folders.clear()
    return found


def check_sound(repo, environment, before, problems):
    fsck = subprocess.run(("git", "fsck", "--strict", "--no-dangling"), cwd=repo, env=environment, capture_output=True)
    if fsck.returncode:
        problems.append("git fsck: " + (fsck.stderr + fsck.stdout).decode(errors="replace").strip())
    now = user_state(repo)
    for path in sorted(set(before) | set(now)):
        if before.get(path) != now.get(path):
            problems.append(f"the user's {path} was touched")


def check_records(scenario, repo, environment, problems):
    try:
        records = records_on_disk(repo)
    except (OSError, ValueError) as error:
        problems.append(f"a numbered folder without a readable record: {error}")
        return
    listed = listed_runs(repo, environment)
    for folder, record in records:
        mine = [state for uuid, state in listed if uuid == record["uuid"]]
        if scenario.removes and folder.endswith("/" + scenario.removes) and not mine:
            continue  # it is being removed: its tombstone counts
        if len(mine) != 1:
            problems.append(f"{folder} is listed {len(mine)} times")
        elif mine[0] not in STATES_AT_REST:
            problems.append(f"{folder} is listed as {mine[0]}, and nothing runs")
    lines = [line for line in note_lines(repo, environment) if line.get("kind") != "edit"]
    names = [(line["uuid"], line["rev"]) for line in lines]
    if len(set(names)) != len(names):
        problems.append(f"a (uuid, rev) twice in the notes: {names}")


def check_repair(scenario, repo, environment, problems):
    """Hours later an ordinary command cleans up, and works."""
    for path in locks(repo) + leftovers(repo):
        if path.endswith(".lock") or os.path.basename(path).startswith(".tmp-") or "/exp/deleted/" in path \
                or "/exp/queue/" in path:
            age = os.stat(path).st_mtime - HOURS_AGO
            os.utime(path, (age, age))
    finished = {record["uuid"]: record["rev"] for _, record in records_on_disk(repo) if record["state"] == "finished"}
    if scenario.is_queue:
        git(repo, environment, "exp-status", "--resume", status=0)
        wait_for_all()
    git(repo, environment, *scenario.repair[1:], status=0)
    git(repo, environment, "exp-run", "-f", "base" if scenario.is_queue else "after", "--", "true", status=0)
    left = leftovers(repo) + locks(repo)
    left += entries(os.path.join(repo, ".git", "exp", "queue"))
    if scenario.is_queue:  # git's lock in a kept checkout goes when that one is taken again, which need not be now
        left = [path for path in left if "/.git/worktrees/exp-" not in path]
    if left:
        problems.append("left after the next command: " + ", ".join(os.path.relpath(path, repo) for path in left))
    published = {(line["uuid"], line["rev"]) for line in note_lines(repo, environment)}
    for uuid, rev in finished.items():
        if (uuid, rev) not in published:
            problems.append(f"the record of {uuid} (rev {rev}) did not reach the notes")


def check_program(scenario, status, said, problems):
    """The program's end is not ours to change; what could not be kept is said."""
    not_started = status == 126 and "the program was not started" in said
    if status not in (scenario.status, 125, 128, 1) and not not_started:
        problems.append(f"exit status {status}")
    if "terminate called" in said or "Segmentation" in said or "Traceback" in said:
        problems.append("it crashed")
    if status != scenario.status and not re.search(r"^(fatal|error|warning): ", said, re.MULTILINE):
        problems.append(f"exit status {status} without a word")


def check_exits(repo, problems):
    """What a record says of a program's end is how it ended."""
    for folder, record in records_on_disk(repo):
        for attempt in record["attempts"]:
            expected = 1 if record["tag"] == "cut" and attempt["n"] == 1 else 0
            started = "the program was not started" not in attempt.get("trouble", "")
            if started and (attempt.get("exit", expected) != expected or "signal" in attempt):
                problems.append(f"{folder}: the program ended by itself with {expected}, and its record says: {attempt}")


def program_ran(folder):
    path = os.path.join(folder, "ran")
    return len(open(path).read().splitlines()) if os.path.exists(path) else 0


def check_after(scenario, folder, environment, before, status, said, mode):
    repo, problems = os.path.join(folder, "repo"), []
    try:
        if mode == "errors":
            check_program(scenario, status, said, problems)
            check_exits(repo, problems)
            setup_runs = sum(1 for words in scenario.setup if "sh" in words)
            if scenario.program_runs and program_ran(folder) > setup_runs and status != scenario.status:
                problems.append(f"the program ran, and its exit status {scenario.status} became {status}")
        check_sound(repo, environment, before, problems)
        check_records(scenario, repo, environment, problems)
        check_repair(scenario, repo, environment, problems)
        check_sound(repo, environment, before, problems)
        check_records(scenario, repo, environment, problems)
    except (AssertionError, OSError, ValueError) as error:
        problems.append(str(error).strip())
    return problems
