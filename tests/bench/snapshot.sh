#!/bin/sh
# snapshot.sh FILES: what --snapshot adds to a run, against `git add -A` and `git write-tree` on a copy of the index. The
# tree has a changed file and a new folder of two files. A line and exit status 1 if it passes 1.3. EXP_BIN: the commands.
set -u
files=$1
here=$(cd "$(dirname "$0")" && pwd)
. "$here/setup.sh"
mkdir "$folder/repository" && cd "$folder/repository" && git init -q
i=0
while [ "$i" -lt 50 ]; do mkdir "d$i"; i=$((i + 1)); done
seq "$files" | awk '{ file = "d" $1 % 50 "/f" $1; print "file " $1 >file; close(file) }'
git add -A && git commit -qm files
git exp-run -q clean -- true
python3 - "$files" <<'PYTHON'
import os, shutil, statistics, subprocess, sys, time
rounds = 31 if int(sys.argv[1]) < 10000 else 15
def seconds(*commands):
    begin = time.perf_counter()
    for words, variables in commands:
        subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True, env={**os.environ, **variables})
    return time.perf_counter() - begin
def dirty(text):
    open("d1/f1", "w").write(text)
    os.makedirs("new/sub", exist_ok=True)
    for name in "new/a", "new/sub/b":
        open(name, "w").write(text)
def clean():
    shutil.rmtree("new", ignore_errors=True)
    subprocess.run(["git", "checkout", "-q", "d1/f1"], check=True)
floor, plain, frozen = [], [], []
other = {"GIT_INDEX_FILE": os.path.abspath("../index")}
for n in range(rounds):
    clean()
    plain.append(seconds((["git", "exp-run", "-q", "clean", "--", "true"], {})))
    dirty(f"a {n}\n")
    shutil.copy2(".git/index", "../index")
    floor.append(seconds((["git", "add", "-A"], other), (["git", "write-tree"], other)))
    dirty(f"b {n}\n")
    frozen.append(seconds((["git", "exp-run", "-q", f"t{n}", "--snapshot", "--", "true"], {})))
a, b, f = (statistics.median(times) * 1e3 for times in (plain, frozen, floor))
ratio = statistics.median((y - x) / z for x, y, z in zip(plain, frozen, floor))
print(f"--snapshot, {int(sys.argv[1]):,} files".ljust(42), f"{b - a:9.2f} ms / {f:9.2f} ms = {ratio:6.2f}x  (bar 1.3x) "
      f"{'ok' if ratio <= 1.3 else 'MISSED'}  [run {a:.1f} ms, with --snapshot {b:.1f} ms]")
sys.exit(ratio > 1.3)
PYTHON
