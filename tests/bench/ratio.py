#!/usr/bin/env python3
"""ratio.py NAME BAR ROUNDS FLOOR FIGURE: two shell commands in turn; prints both medians and the median of the pairwise ratios.

Machines differ and are noisy: only the ratio of two commands of one run says something. Exit status 1 if it passes BAR;
a BAR of "+50" allows the figure 50 ms more than its floor.
"""
import os
import statistics
import subprocess
import sys
import time


def seconds(command):
    begin = time.perf_counter()
    status = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                            executable=command[0]).returncode
    end = time.perf_counter()
    if status:
        sys.exit(f"{command}: exit status {status}")
    return end - begin


def words(line):
    """One process, not a shell around it, unless it needs a shell."""
    return ["/bin/sh", "-c", line] if any(c in line for c in "|&;<>$`'\"") else line.split()


def main():
    name, bar, rounds, floor, figure = sys.argv[1:6]
    find = lambda line: [subprocess.check_output(["which", words(line)[0]], text=True).strip()] + words(line)[1:]
    floor_words, figure_words = find(floor), find(figure)
    seconds(floor_words), seconds(figure_words)
    pairs = [(seconds(floor_words), seconds(figure_words)) for _ in range(int(rounds))]
    ratio = statistics.median(b / a for a, b in pairs)
    more = statistics.median(b - a for a, b in pairs) * 1e3
    ok = more <= float(bar) if bar.startswith("+") else ratio <= float(bar)
    unit = " ms" if bar.startswith("+") else "x"
    print(f"{name:42} {statistics.median(b for _, b in pairs) * 1e3:9.2f} ms / "
          f"{statistics.median(a for a, _ in pairs) * 1e3:9.2f} ms = {ratio:6.2f}x  (bar {bar}{unit}) {'ok' if ok else 'MISSED'}")
    sys.exit(0 if ok else 1)


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C"
    main()
