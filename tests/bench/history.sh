#!/bin/sh
# A repository with COUNT runs (default 100,000; 50 to an experiment): lists and tables against reading the same records, the
# list of experiments against finding out that nothing has changed, exp-run against a repository without history, how each
# command grows with the history, its peak memory, and RUNS (default 10,000) runs on one commit one after the other.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/setup.sh"
count=${1:-100000} runs=${2:-10000}
git config --global gc.auto 0
cd "$folder" || exit 1
make_history() { python3 "$here/make-history" "$1" --runs "$2" --experiments $((($2 + 49) / 50)) || exit 1; }
make_history history "$count"
git clone -q --no-tags history fresh
git clone -q history clone
git -C clone fetch -q origin '+refs/notes/exp*:refs/notes/exp*' '+refs/exp/commits/*:refs/exp/commits/*'

# The floors: git's own reading of every note, and a reader of every file that has to be read, with as many threads.
for ref in $(git -C clone for-each-ref --format='%(refname)' refs/notes); do
  git -C clone notes --ref="$ref" list
done | cut -d' ' -f1 >blobs
find "$folder/history/__result__" -name run.json >records
sed 'p; s,/run.json$,/statistic.json,' records >files
threads=$(nproc)
[ "$threads" -ge 8 ] || threads=8
read_files="$EXP_BIN/../tests/read-files $threads"
read_notes="git -C clone cat-file --batch --buffer <blobs"
ratio "exp-list -r --porcelain, from notes alone" 3 5 "$read_notes" 'git -C clone exp-list -r --porcelain >out'
ratio 'exp-table --all, from notes alone' 3 5 "$read_notes" 'git -C clone exp-table --all --format csv >out'
ratio 'exp-table --all' 2.5 5 "$read_files <files; $read_notes" 'git -C history exp-table --all --format csv >out'
# A list of experiments reads only what has changed: its floor is finding out that nothing has. Which note each commit has,
# what the tags say, and of each run what stat() says of its folder and its record.
git -C clone for-each-ref --format='%(refname)' refs/notes >refs
find_changes() { echo "git -C $1 for-each-ref --format='%(objecttype) %(contents)' refs/tags; $(sed "s,.*,git -C $1 ls-tree -r &;," refs)"; }
sed 's,/[^/]*/run.json$,,' records | sort -u >places
ratio 'exp-list, from notes alone' +50 9 "$(find_changes clone)" 'git -C clone exp-list >out'
ratio 'exp-list' +50 9 "$(find_changes history) $read_files stat <places" 'git -C history exp-list >out'
git -C fresh exp-run -q t -- true
git -C history exp-run -q t -- true
ratio 'exp-run t -- true, against no history' 2 31 'git -C fresh exp-run -q t -- true' 'git -C history exp-run -q t -- true'

sizes=
for size in 100 1000 10000; do
  [ "$size" -lt "$count" ] || continue
  make_history "history-$size" "$size"
  sizes="$sizes history-$size"
done
# shellcheck disable=SC2086
python3 "$here/growth.py" $sizes history || missed=1
python3 "$here/one_by_one.py" fresh "$runs" || missed=1
exit $missed
