#!/usr/bin/env python3
"""harness.py MODE SHARE [SEED] [SCENARIO…]: every command, hit at each of its writing system calls, and what is then left.

MODE is `kill` (SIGKILL) or `errors` (ENOSPC, EDQUOT, EIO, EACCES, EROFS, EMFILE, EINTR, and a write cut to half). SHARE is the part of all
points that is tried, drawn with SEED (or $EXP_FAULT_SEED; default: of the day; printed). The library preload.so counts the
calls of git-exp and of its git children, with one counter for all. EXP_BIN: the commands; EXP_FAULT_LIBRARY: the library;
EXP_FAULT_JOBS: how many points are tried at once (default: 1). EXP_FAULT_ONLY: some of the errors, perhaps at one call:
`ENOSPC,short`, `EIO:17` (SIGKILL is an error here).

After each hit the repository must be sound, nothing recorded may be lost, nothing of the user's touched, the next command
must repair what is left, and a new run must work.
"""
import ctypes
import errno
import functools
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from checks import check_after, user_state, wait_for_all
from scenarios import SCENARIOS

STATE_BYTES = 256 + 4096  # the last: for each call, whether it writes bytes
MODES = {"kill": ["SIGKILL"], "errors": ["ENOSPC", "EDQUOT", "EIO", "EACCES", "EROFS", "EMFILE", "EINTR", "short"]}
PR_SET_CHILD_SUBREAPER = 36


@functools.cache
def path():
    """A short one: each folder in it is a call that fails before a program is found."""
    tools = (shutil.which(tool) for tool in ("git", "sh", "python3"))
    return ":".join(dict.fromkeys([os.environ["EXP_BIN"]] + [os.path.dirname(tool) for tool in tools if tool]))


def environment(folder):
    return {
        "PATH": path(), "HOME": folder, "LC_ALL": "C", "TZ": "UTC",
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": folder + "/.gitconfig", "TMPDIR": folder,
        "PYTHONHASHSEED": "0", "GIT_CEILING_DIRECTORIES": folder,
    }


class State:
    """The counter and the target, in a file that the library maps."""

    def __init__(self, path):
        self.path = path

    def arm(self, target, error):
        with open(self.path, "wb") as file:
            file.write((0).to_bytes(8, "little") + target.to_bytes(8, "little") +
                       error.to_bytes(4, "little", signed=True) + bytes(STATE_BYTES - 20))

    def read(self):
        data = open(self.path, "rb").read()
        return int.from_bytes(data[:8], "little"), data[24:256].split(b"\0")[0].decode(errors="replace")

    def writes(self):
        """The numbers of the calls that write bytes."""
        return {n for n, is_write in enumerate(open(self.path, "rb").read()[256:]) if is_write}


def run_armed(scenario, folder, state, target, error):
    """The command at its fault; its exit status and what it said."""
    state.arm(target, error)
    variables = environment(folder) | {"LD_PRELOAD": os.environ["EXP_FAULT_LIBRARY"], "FAULT_STATE": state.path}
    said = open(folder + "/said", "wb")
    child = subprocess.Popen(scenario.command, cwd=folder + "/repo", env=variables, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL, stderr=said)
    status = child.wait(timeout=300)
    wait_for_all()
    said.close()
    return status, open(folder + "/said", "rb").read().decode(errors="replace")


def copy_of(template, place):
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(template, place, symlinks=True)
    return place


def points(total, writes, mode, share, chance):
    """(call, error) pairs: those drawn, and how many there are. Only a write can be short."""
    only = os.environ.get("EXP_FAULT_ONLY", "").split(",")
    everything = [(n, name) for n in range(1, total + 1) for name in MODES[mode]
                  if (name != "short" or n in writes) and (only == [""] or name in only or f"{name}:{n}" in only)]
    if share >= 1:
        return everything, len(everything)
    return sorted(chance.sample(everything, max(1, int(len(everything) * share)))), len(everything)


def begin_worker():
    """Children that a killed one left are ours."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def try_point(scenario, mode, work, total, point):
    """None if this time there were fewer calls; else what is wrong, "" if nothing is."""
    n, name = point
    error = {"SIGKILL": 0, "short": -1}.get(name, getattr(errno, name, None))
    place = f"{work}/{os.getpid()}"
    os.makedirs(place, exist_ok=True)
    state, folder = State(place + "/state"), copy_of(work + "/template", place + "/try")
    scenario.prepare_copy(folder, environment(folder))
    before = user_state(folder + "/repo")
    status, said = run_armed(scenario, folder, state, n, error)
    _, hit = state.read()
    if not hit:
        return None
    problems = check_after(scenario, folder, environment(folder), before, status, said, mode)
    if not problems:
        return ""
    return f"{scenario.name}: {name} at call {n} of {total} ({hit}): " + "; ".join(problems) + f"\n{said}"


def try_scenario(scenario, mode, share, chance, work):
    template, begin = work + "/template", time.monotonic()
    os.makedirs(template)
    scenario.prepare(template, environment(template))
    state, folder = State(work + "/state"), copy_of(template, work + "/try")
    scenario.prepare_copy(folder, environment(folder))
    # Bytes into a pipe count where a kill may come, not where an error would.
    status, said = run_armed(scenario, folder, state, 0, 0 if mode == "kill" else errno.EIO)
    total, _ = state.read()
    if status != scenario.status or total >= STATE_BYTES - 256:
        raise SystemExit(f"{scenario.name}: exit status {status}, {total} calls without any fault\n{said}")
    drawn, possible = points(total, state.writes(), mode, share if share >= 1 else share * scenario.weight, chance)
    hits = wrong = 0
    with multiprocessing.Pool(int(os.environ.get("EXP_FAULT_JOBS") or 1), begin_worker) as workers:
        for problem in workers.imap_unordered(functools.partial(try_point, scenario, mode, work, total), drawn):
            hits += problem is not None
            wrong += bool(problem)
            if problem:
                print(problem, flush=True)
    print(f"{scenario.name}: {mode}: {hits} faults at {total} calls ({len(drawn)} of {possible} points), {wrong} wrong, "
          f"{time.monotonic() - begin:.0f} s", flush=True)
    return hits, wrong


def main():
    mode, share = sys.argv[1], float(sys.argv[2])
    seed = int(os.environ.get("EXP_FAULT_SEED") or (sys.argv[3] if len(sys.argv) > 3 else time.time() // 86400))
    wanted = sys.argv[4:]
    print(f"seed {seed}, share {share}")
    begin_worker()
    chance = random.Random(seed)
    work = tempfile.mkdtemp(prefix="git-exp-fault.")
    try:
        results = [try_scenario(scenario, mode, share, chance, f"{work}/{number}")
                   for number, scenario in enumerate(SCENARIOS) if not wanted or scenario.name in wanted]
    finally:
        shutil.rmtree(work, ignore_errors=True)
    hits, wrong = map(sum, zip(*results)) if results else (0, 0)
    print(f"{len(results)} scenarios: {mode}: {hits} faults, {wrong} wrong")
    sys.exit(1 if wrong or not hits else 0)


if __name__ == "__main__":
    main()
