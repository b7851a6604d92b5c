#!/bin/sh
# exp-list of COUNT runs (default 10,000) against reading the same run.json files with as many threads; then from the
# notes alone, as in a clone that has no folder.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/setup.sh"
count=${1:-10000}
mkdir "$folder/r" && cd "$folder/r" && git init -q && git commit -q --allow-empty -m start
python3 "$here/make_runs.py" . "$count" || exit 1
find "$PWD/__result__" -name run.json >"$folder/files"
threads=$(nproc)
[ "$threads" -ge 8 ] || threads=8
floor="$EXP_BIN/../tests/read-files $threads <$folder/files"
ratio "exp-list, $count runs" 6 9 "$floor" "git-exp-list >$folder/out"
ratio "exp-list -r, $count runs" 6 9 "$floor" "git-exp-list -r >$folder/out"
python3 - "$folder/note" <<'PY'
import json, pathlib, sys
lines = sorted(json.dumps(json.loads(p.read_text()), separators=(",", ":")) + "\n" for p in pathlib.Path("__result__").rglob("run.json"))
open(sys.argv[1], "w").writelines(lines)
PY
git notes --ref=exp add -F "$folder/note" HEAD && rm -r __result__
ratio "exp-list -r, $count records without a folder" 6 9 'git notes --ref=exp show HEAD' "git-exp-list -r >$folder/out"
exit $missed
