# What a malicious remote may hold, and what must never come of it. Sourced by tests that need it, after lib.sh.

# note_of_stranger REF [MODE]: HEAD's note on that ref (refs/notes/exp: as if it had been merged) gets the lines that
# standard input, Python with `line(**members)`, makes. `line` gives a sound record where nothing else is said.
note_of_stranger() {
  {
    cat <<'PYTHON'
import json, subprocess, sys, uuid as uuids
COMMIT = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()
TIME = "2024-01-02T03:04:05.000Z"
count = 0
def line(**members):
    global count
    count += 1
    run = members.get("run", "evil/%d" % count)
    record = {"v": 1, "run": run, "uuid": "%08x-0000-4000-8000-000000000000" % count, "rev": 2, "commit": COMMIT,
              "tag": "evil", "id": count, "kind": "run", "command": ["touch", "executed"], "cwd": "", "overrides": {},
              "env": {}, "user": "eve", "host": "h", "executor": "local", "created": TIME, "updated": TIME,
              "state": "finished", "attempts": [{"n": 1, "host": "h", "user": "eve", "pid": 1, "started": TIME,
              "ended": TIME, "state": "finished", "exit": 0}], "params": {}, "metrics": {}}
    record.update(members)
    sys.stdout.buffer.write(json.dumps(record, separators=(",", ":")).encode() + b"\n")
PYTHON
    cat
  } >"$scratch/lines.py"
  python3 "$scratch/lines.py" >"$scratch/lines"
  note_from_file "$1" "$scratch/lines"
}
note_from_file() {  # REF FILE: byte for byte, as git itself would not write it
  blob_=$(git hash-object -w "$2")
  tree_=$(printf '100644 blob %s\t%s\n' "$blob_" "$(git rev-parse HEAD)" | git mktree)
  git update-ref "$1" "$(git commit-tree -m 'Notes of a stranger' "$tree_")"
}

# each_reader FUNCTION: calls it with every command line that only looks at what is recorded.
each_reader() {
  for reader_ in 'exp' 'exp-list' 'exp-list --json' 'exp-list --porcelain' 'exp-list -r' 'exp-list -r --json' \
    'exp-list -r --porcelain' 'exp-show evil/1' 'exp-show --json evil/1' 'exp-show --porcelain evil/1' \
    'exp-show --params --metrics --env --files evil/1' 'exp-log evil/1' 'exp-diff evil/1 evil/2' \
    'exp-diff --json evil/1 evil/2' 'exp-diff --porcelain evil/1 evil/2' 'exp-table --all' 'exp-table --all --format csv' \
    'exp-table --all --format tsv' 'exp-table --all --format json' 'exp-table --all --format ndjson' \
    'exp-table --all --format md' 'exp-table --all --format latex' 'exp-table --all --format html' \
    'exp-record --pending' 'exp-record evil/1' 'exp-rerun evil/1' 'exp-rerun --dry-run evil/1' 'exp-continue evil/1' \
    'exp-clean --dry-run evil/1 evil/2' 'exp-title record' 'exp-record --remove evil/1' \
    exp-status 'exp-use evil/1' exp-use 'exp-stop evil/1'; do
    # shellcheck disable=SC2086
    "$1" $reader_
  done
}

# expect_harmless FILE…: nothing in it that a terminal would obey. Line ends and tabs apart: no C0, no DEL, no C1 (as bytes or
# as characters), no turned direction.
expect_harmless() {
  python3 -S -E - "$@" <<'PYTHON' || { show_last_; fail "control characters in the output of: ${reader_:-}"; }
import re, sys
for path in sys.argv[1:]:
    text = open(path, "rb").read().decode("utf-8", "surrogateescape")
    found = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\udc80-\udc9f]", text)
    if found:
        sys.exit("%s at %d: %r" % (path, found.start(), text[max(0, found.start() - 60):found.start() + 20]))
PYTHON
}

# peak_kib COMMAND…: the largest memory of it and its children, in KiB, on standard output; what it says goes to $OUT and $ERR.
peak_kib() {
  python3 - "$OUT" "$ERR" "$@" <<'PYTHON'
import resource, subprocess, sys
with open(sys.argv[1], "wb") as out, open(sys.argv[2], "wb") as err:
    subprocess.run(sys.argv[3:], stdout=out, stderr=err, timeout=100)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
PYTHON
}

# note_of_escapes REF: records with escape sequences in every string, and names made of them.
note_of_escapes() {
  mkdir -p __statistic__/exper-list __statistic__/title
  printf 'evil/1\nevil/2\n\033[31mx/0\n\302\233/1\n' >__statistic__/exper-list/record.txt
  printf '{"hparam": ["\\u001b[1m"], "metric": ["\302\233"]}\n' >__statistic__/title/record.json
  note_of_stranger "$1" <<'PYTHON'
E = "\x1b[31mred\x07\x9b1m\x7f\u202e\n\r\b\x00end"
attempt = {"n": 1, "host": E, "user": E, "pid": 1, "job": E, "command": [E], "started": TIME, "ended": TIME, "state": "failed",
           "exit": 3, "resumed_from": E, "trouble": E, E: E}
world = {"python": {"version": E, "executable": E, "packages": {E: E}}, "gpus": [{"name": E}], "cpu": {"model": E},
         "host": {"name": E, "kernel": E}, "variables": {E: E}, "modules": [E], "driver": E, "program": {"sha256": E}}
everything = dict(kind="run", command=[E, E], cwd=E, overrides={E: E}, env={E: E}, seed={"root": 7, "fixed": True, "via": E},
                  user=E, host=E, executor=E, state="failed", attempts=[attempt], params={E: E, "p": {E: E}}, drift=[E],
                  metrics={E: {"last": E, "min": E}, "acc": {"last": 0.5}}, message=E, label=E, environment=world,
                  statistic={"path": E, "sha256": E}, rerun_of={"uuid": E, "run": E}, verified={E: E}, unknown={E: [E]})
line(**everything)
everything["environment"] = {**world, "driver": "x", "python": "y" + E}
line(**everything)
for n, name in enumerate(["evil/\x1b[2J/3", "\x9b/4", "\u202e/5", "evil/\r/6"]):
    line(run=name)
line(kind="edit", at=TIME, by=E, keys={"label": E, "message": E, E: E}, uuid="00000001-0000-4000-8000-000000000000", run="evil/1", rev=0)
line(state=E), line(created=E), line(kind=E), line(v=E), line(uuid=E), line(commit=E), line(run="evil/12", tag=E, id=E)
PYTHON
}

# in_place_of FILE COMMAND…: a FIFO, a device without end, and a folder take its place in turn; under each, every `git COMMAND`
# ends in time and in 2 GB of address space, without a failure of its own. The file is put back.
in_place_of() {
  file_=$1; shift
  [ ! -e "$file_" ] || mv "$file_" "$scratch/kept"
  for kind_ in fifo zero folder; do
    case $kind_ in fifo) mkfifo "$file_" ;; zero) ln -s /dev/zero "$file_" ;; folder) mkdir "$file_" ;; esac
    for command_ in "$@"; do
      status_=0
      # shellcheck disable=SC2086,SC3045
      (ulimit -v 2000000; exec timeout -k 2 20 git $command_) >"$OUT" 2>"$ERR" || status_=$?
      if [ $status_ -eq 124 ] || [ $status_ -ge 129 ] && [ $status_ -le 159 ] || grep -Eq 'bad_alloc|internal error|terminate' "$ERR"; then
        show_last_
        fail "$file_ is a $kind_: git $command_ ends with $status_"
      fi
    done
    rm -rf "$file_"
  done
  [ ! -e "$scratch/kept" ] || mv "$scratch/kept" "$file_"
}
