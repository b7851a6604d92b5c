. "${EXP_TESTS:?}/support/lib.sh"
# Patterns and --all mean active runs; each is stopped, and what is not active is left alone.
new_repo
commit_file t.sh 'echo ready; exec sleep 600'
git exp-run -q old -- true 2>/dev/null
runners=''
for run in a/0 a/1 b/0; do
  git-exp-run -q "${run%/*}" -- sh t.sh $run >/dev/null 2>&1 &
  runners="$runners $!"
  wait_until grep -qs '^ready$' __result__/$run/log
done
expect_status 1 git exp-stop 'x*'
expect_stderr "no active run matches 'x*'"
expect_status 129 git exp-stop
expect_line "^error: which run\? Name one, or give '--all'$" "$ERR"
expect_status 0 git exp-stop 'a/*' 'a/1'
[ "$(grep -c '^a/[01] interrupted after ' "$ERR")" = 2 ] || fail "$(cat "$ERR")"
expect_line '^hint: git exp-continue <run>   takes one of them up$' "$ERR"
expect_status 0 git exp-stop --all
expect_line '^b/0 interrupted after ' "$ERR"
for runner in $runners; do wait "$runner" || :; done
expect_status 0 git exp-stop --all
expect_stderr 'no run of yours is active'
expect_status 1 git exp-stop old
expect_stderr "error: 'old/0' is not active: it is finished"
expect_status 128 git exp-stop nothing
expect_line "^fatal: " "$ERR"
