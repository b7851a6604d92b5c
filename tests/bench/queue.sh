#!/bin/sh
# Queued runs against GNU parallel, which keeps no records, and the background against the foreground. EXP_BIN: the commands.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/setup.sh"
enter_repository

git exp-run -q t -- true
ratio 'git exp-run t -d -- true' 1.5 15 'git exp-run -q t --again -- true' 'git exp-run -q d --again -d -- true'
# Those in the background are still ending.
while grep -q '"state": *"running"' __result__/d/*/run.json; do sleep 0.1; done
if command -v parallel >/dev/null; then
  ratio '200 queued runs of true, -j 2' 3 3 'seq 200 | parallel -j2 sh -c true' \
    'git exp-run q -q --again -j 2 --seeds 1..200 -- true'
else
  echo 'skipped: GNU parallel is not installed, the floor of queued runs'
fi
exit $missed
