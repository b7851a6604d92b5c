#!/usr/bin/env python3
"""one_by_one.py REPOSITORY COUNT: COUNT runs of `true` on one commit, one after the other. Exit status 1 if they take 20 s
more than so many times the average of the first 100, or leave more than 50 MB of loose objects (both for 10,000 runs, and
in proportion for fewer)."""
import subprocess
import sys
import time


def git(repository, *words):
    return subprocess.run(["git", "-C", repository, *words], check=True, stdout=subprocess.PIPE, text=True).stdout


def loose_bytes(repository):
    counts = dict(line.split(": ") for line in git(repository, "count-objects", "-v").splitlines())
    return int(counts["size"]) * 1024


def main():
    repository, count = sys.argv[1], int(sys.argv[2])
    before = loose_bytes(repository)
    took = []
    for _ in range(count // 100):
        begin = time.perf_counter()
        for _ in range(100):
            git(repository, "exp-run", "-q", "--again", "many", "--", "true")
        took.append(time.perf_counter() - begin)
    more = sum(took) - took[0] * len(took)
    loose = loose_bytes(repository) - before
    share = count / 10_000
    ok = more <= 20 * share and loose <= 50e6 * share
    print(f"{count} runs one after the other: the first 100 {took[0]:.1f} s, the last {took[-1]:.1f} s, all {sum(took):.0f} s: "
          f"{more:+.1f} s (bar {20 * share:.0f} s); {loose / 1e6:.1f} MB of loose objects (bar {50 * share:.0f} MB) "
          f"{'ok' if ok else 'MISSED'}")
    sys.exit(not ok)


if __name__ == "__main__":
    main()
