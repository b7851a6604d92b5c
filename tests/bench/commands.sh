#!/bin/sh
# Start-up, a whole run, and log capture, each against its floor. EXP_BIN: where the commands are.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/setup.sh"
enter_repository

git exp-run -q t -- true
ratio 'git exp-run t -- true, 1,000 files' 6 31 'git status --porcelain' 'git exp-run -q t -- true'
ratio 'git exp-rerun t/0 at HEAD' 1.5 31 'git exp-run -q t -- true' 'git exp-rerun -q t/0'
ratio 'git exp-rerun t/0, a new checkout' 2 31 'git worktree add -q --detach ../w && git worktree remove ../w' \
  'git -c exp.isolate=always -c exp.keepTrees=0 exp-rerun -q t/0'
ratio 'git exp-rerun t/0, a kept checkout' 2 31 'git worktree add -q --detach ../w && git worktree remove ../w' \
  'git -c exp.isolate=always exp-rerun -q t/0'
rm -r .git/exp .git/refs/exp .git/refs/notes __result__
git exp-run -q t -- true
git exp-run -q t -- true
git exp-record -q t
ratio 'git-exp-record --pending' 10 31 'git rev-parse HEAD' 'git-exp-record -q --pending'
ratio 'git-exp-record t' 10 31 'git rev-parse HEAD' 'git-exp-record -q t'
ratio 'git-exp-table' 10 31 'git rev-parse HEAD' 'git-exp-table --format csv'
ratio 'git-exp-list' 10 31 'git rev-parse HEAD' 'git-exp-list'
ratio 'git-exp-list -r' 10 31 'git rev-parse HEAD' 'git-exp-list -r'
ratio 'git-exp-show t/0' 10 31 'git rev-parse HEAD' 'git-exp-show t/0'
ratio 'git-exp-log t/0' 10 31 'git rev-parse HEAD' 'git-exp-log t/0'
for command in git-exp git-exp-run git-exp-record git-exp-table git-exp-list git-exp-show git-exp-log; do
  ratio "$command --version" 5 31 'git rev-parse HEAD' "$command --version"
  ratio "$command -h" 5 31 'git rev-parse HEAD' "$command -h"
done
exit $missed
