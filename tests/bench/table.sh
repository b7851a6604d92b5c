#!/bin/sh
# exp-table of COUNT runs (default 10,000) against reading the same files with as many threads; and its peak memory.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/setup.sh"
count=${1:-10000}
mkdir "$folder/r" && cd "$folder/r" && git init -q && git commit -q --allow-empty -m start
python3 "$here/make_runs.py" . "$count" || exit 1
find "$PWD/__result__" -name '*.json' >"$folder/files"
threads=$(nproc)
[ "$threads" -ge 8 ] || threads=8
bytes=$("$EXP_BIN/../tests/read-files" "$threads" <"$folder/files")
python3 "$here/ratio.py" "exp-table --format csv, $count runs" 3 9 \
  "$EXP_BIN/../tests/read-files $threads <$folder/files" "git-exp-table all --format csv >$folder/out" || missed=1
peak=$(python3 -c '
import resource, subprocess
subprocess.run(["git-exp-table", "all", "--format", "csv"], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)')
python3 - "$bytes" "$peak" <<'PY' || missed=1
import sys
read, peak = map(int, sys.argv[1:])
bar = 1.5 * read + (64 << 20)
print(f"peak memory {peak / 2**20:.0f} MiB of {bar / 2**20:.0f} MiB allowed ({read / 2**20:.0f} MiB read)")
sys.exit(peak > bar)
PY
exit $missed
