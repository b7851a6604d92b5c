#!/usr/bin/env python3
"""growth.py REPOSITORY...: how long each command takes (the median of EXP_BENCH_ROUNDS, by default 5, in ms) in repositories
of growing history, and its peak memory in the last. Exit status 1 if one takes more memory than 1.5 times the bytes that
it has to read, and 64 MiB."""
import os
import statistics
import subprocess
import sys
import time

ROUNDS = int(os.environ.get("EXP_BENCH_ROUNDS", "5"))
# What is shown, the command, and what it has to read: of one run next to nothing, of all of them the summaries and the digests
# of the notes (one experiment has just changed), the notes, run.json, or statistic.json.
COMMANDS = [("exp-run", "exp-run -q t -- true", ""),
            ("exp-rerun", "exp-rerun -q t/0", ""),
            ("exp-continue", "exp-continue -q broken/0", ""),
            ("exp-show", "exp-show exp-0/1", "digests"),
            ("exp-show of a tag", "exp-show exp-0", ""),
            ("exp-log", "exp-log exp-0/1", "digests"),
            ("exp-record", "exp-record -q exp-0/1", ""),
            ("exp-record --pending", "exp-record -q --pending", ""),
            ("exp-record 'exp-0/*'", "exp-record -q exp-0/*", "digests records"),
            ("exp-clean -n", "exp-clean -n exp-0/1", "notes records"),
            ("git exp", "exp", "summaries digests"),
            ("exp-list", "exp-list", "summaries digests"),
            ("exp-list -r", "exp-list -r --porcelain", "notes records"),
            ("exp-table --all", "exp-table --all --format csv", "notes records statistics")]


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


def git(repository, command, text=""):
    return subprocess.run(["git", *command.split()], cwd=repository, input=text, stdout=subprocess.PIPE, text=True,
                          check=True).stdout


def bytes_of_notes(repository):
    refs = git(repository, "for-each-ref --format=%(refname) refs/notes/exp refs/notes/exp-*").split()
    blobs = [line.split()[0] for ref in refs for line in git(repository, f"notes --ref={ref} list").splitlines()]
    sizes = git(repository, "cat-file --batch-check=%(objectsize) --buffer", "\n".join(blobs) + "\n")
    return sum(map(int, sizes.split()))


def bytes_of_files(repository, name):
    return sum(os.path.getsize(os.path.join(folder, name))
               for folder, _, files in os.walk(os.path.join(repository, "__result__")) if name in files)


def bytes_of_cache(repository, name):
    path = os.path.join(repository, ".git/exp/cache", name)
    return os.path.getsize(path) if os.path.exists(path) else 0


def main():
    repositories = sys.argv[1:]
    for repository in repositories:
        measure(repository, "exp-run -q t -- true")
        measure(repository, "exp-run -q broken -- false")
        measure(repository, "exp-list")  # which makes the digests
        measure(repository, "exp")
    last = repositories[-1]
    sizes = {"summaries": bytes_of_cache(last, "summaries-experiments"), "digests": bytes_of_cache(last, "digests"),
             "notes": bytes_of_notes(last), "records": bytes_of_files(last, "run.json"),
             "statistics": bytes_of_files(last, "statistic.json")}
    print(", ".join(f"{what} {size / 2**20:.0f} MiB" for what, size in sizes.items()))
    print(f'{"":22}' + "".join(f"{name:>16}" for name in repositories) + "   peak memory (MiB)")
    missed = False
    for name, command, reads in COMMANDS:
        medians, peak = [], 0
        for repository in repositories:
            measured = [measure(repository, command) for _ in range(ROUNDS)]
            medians.append(statistics.median(seconds for seconds, _ in measured))
            peak = max(bytes_used for _, bytes_used in measured)
        bar = 1.5 * sum(sizes[what] for what in reads.split()) + (64 << 20)
        missed = missed or peak > bar
        print(f"{name:22}" + "".join(f"{median * 1e3:13.1f} ms" for median in medians) +
              f"   {peak / 2**20:.0f} of {bar / 2**20:.0f} {'ok' if peak <= bar else 'MISSED'}", flush=True)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
