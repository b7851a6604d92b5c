#!/usr/bin/env python3
"""growth.py BYTES REPOSITORY...: how long each command takes (the median of EXP_BENCH_ROUNDS, by default 5, in ms) in repositories of growing history,
and its peak memory in the last, of which BYTES are read by what reads everything. Exit status 1 if one takes more memory
than 1.5 times that, or what it reads of one run, and 64 MiB."""
import os
import statistics
import subprocess
import sys
import time

ROUNDS = int(os.environ.get("EXP_BENCH_ROUNDS", "5"))
# What is shown, the command, and whether it has to read everything.
COMMANDS = [("exp-run", "exp-run -q t -- true", False),
            ("exp-rerun", "exp-rerun -q t/0", False),
            ("exp-continue", "exp-continue -q broken/0", False),
            ("exp-show", "exp-show exp-0/1", True),
            ("exp-show of a tag", "exp-show exp-0", False),
            ("exp-record", "exp-record -q exp-0/1", False),
            ("exp-record --pending", "exp-record -q --pending", False),
            ("exp-record 'exp-0/*'", "exp-record -q exp-0/*", True),
            ("exp-clean -n", "exp-clean -n exp-0/1", True),
            ("git exp", "exp", True),
            ("exp-list", "exp-list", True),
            ("exp-list -r", "exp-list -r --porcelain", True),
            ("exp-table --all", "exp-table --all --format csv", True)]


def measure(repository, command):
    """Seconds, and peak memory in bytes. It may fail, as the program that is continued does."""
    begin = time.perf_counter()
    process = subprocess.Popen(["git", *command.split()], cwd=repository, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit(f"{repository}: git {command}: exit status {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begin, usage.ru_maxrss * 1024


def main():
    read, repositories = int(sys.argv[1]), sys.argv[2:]
    for repository in repositories:
        measure(repository, "exp-run -q t -- true")
        measure(repository, "exp-run -q broken -- false")
    print(f'{"":22}' + "".join(f"{name:>16}" for name in repositories) + "   peak memory (MiB)")
    missed = False
    for name, command, reads_all in COMMANDS:
        medians, peak = [], 0
        for repository in repositories:
            measured = [measure(repository, command) for _ in range(ROUNDS)]
            medians.append(statistics.median(seconds for seconds, _ in measured))
            peak = max(bytes_used for _, bytes_used in measured)
        bar = (1.5 * read if reads_all else 0) + (64 << 20)
        missed = missed or peak > bar
        print(f"{name:22}" + "".join(f"{median * 1e3:13.1f} ms" for median in medians) +
              f"   {peak / 2**20:.0f} of {bar / 2**20:.0f} {'ok' if peak <= bar else 'MISSED'}", flush=True)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
