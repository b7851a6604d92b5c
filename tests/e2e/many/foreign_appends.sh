. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/many.sh"
# `git notes append` drops what was written between its look and its write: the next command of ours puts it back, and
# says so.
runs=$(size 12 64)
new_repo
commit_file a b
expect_status 0 git exp-run -q t -- true
appends() {
  n=0
  until stopped; do
    n=$((n + 1))
    git notes --ref=exp append -m "foreign $n" HEAD || true
  done
}
appends 2>/dev/null &
for _ in $(seq "$runs"); do at_once git exp-run -q --again t -- true; done
stop_the_others
all_ended
expect_status 0 git exp-record --pending
expect_sound __result__

# Made to happen: what the foreign writer read is as old as the first run.
first=$(git rev-list --first-parent refs/notes/exp | tail -n 1)
git update-ref refs/notes/exp "$first"
git notes --ref=exp append -m "foreign and late" HEAD
expect_status 0 git exp-run -q --again t -- true
expect_line "^warning: put back [0-9]+ lines of 'refs/notes/exp' that were published from here and had been lost there$" "$ERR"
expect_sound __result__
git notes --ref=exp show >"$OUT"
expect_line '^foreign and late$' "$OUT"
expect_status 0 git exp-record --pending
expect_stderr ""
