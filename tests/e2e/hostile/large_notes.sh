. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/hostile.sh"
# Very many lines in one note, and lines of 100 MB: every command goes on. Its memory is at most three times the note, and what
# a known run takes (2 KiB each), beyond what it takes without that note.
new_repo
commit_file train 'echo hello'
expect_status 0 git exp-run base -- sh train
notes=refs/exp-remotes/eve/notes/exp
lines=${EXP_HOSTILE_LINES:-30000}
export lines
note_of_stranger "$notes" <<'PYTHON'
import os
for n in range(int(os.environ["lines"])):
    line(params={"lr": 0.1, "batch": n}, metrics={"loss": {"last": 0.5, "min": 0.25}})
PYTHON
git update-ref refs/test/many "$notes"
many_kib=$(($(wc -c <"$scratch/lines") / 1024))
note_of_stranger "$notes" <<'PYTHON'
line(message="x" * 100_000_000)
print("y" * 10_000_000, flush=True)
PYTHON
git update-ref refs/test/long "$notes"
long_kib=$(($(wc -c <"$scratch/lines") / 1024))
git update-ref -d "$notes"
check() {  # KIND ALLOWED COMMAND
  floor=$(peak_kib git $3)
  git update-ref "$notes" "refs/test/$1"
  peak=$(peak_kib git $3)
  git update-ref -d "$notes"
  echo "$1: git $3: $((peak - floor)) KiB, allowed $2"
  [ $((peak - floor)) -le "$2" ] || fail "$1: git $3 takes $peak KiB, without the note $floor"
}
for command in 'exp-list' 'exp-list -r --porcelain' 'exp-table --all' 'exp-show base/0'; do
  check many $((3 * many_kib + 2 * lines)) "$command"
  check long $((3 * long_kib)) "$command"
done
check long $((3 * long_kib)) 'exp-run --again base -- sh train'
check many $((3 * many_kib + 2 * lines)) 'exp-rerun base/0'
expect_status 0 git exp-list -r --porcelain base
[ "$(wc -l <"$OUT")" -ge 3 ] || fail 'runs are missing'
