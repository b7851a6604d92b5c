. "${EXP_TESTS:?}/support/lib.sh"
# Without a name it is the current run, and that is said; a pattern that names none is no success, though another names some.
new_repo
commit_file t.sh 'echo ready; exec sleep 600'
runners=''
for run in a/0 a/1 b/0; do
  git-exp-run -q "${run%/*}" -- sh t.sh $run >/dev/null 2>&1 &
  runners="$runners $!"
  wait_until grep -qs '^ready$' __result__/$run/log
done
git exp-use -q a/0
expect_status 0 git exp-stop
expect_line '^a/0: the current run \(git exp-use\)$' "$ERR"
expect_line '^a/0 interrupted after ' "$ERR"
state_of() { json_value "__result__/$1/run.json" 'r["state"]'; }
[ "$(state_of a/1) $(state_of b/0)" = 'running running' ] || fail 'another one was stopped'
expect_status 1 git exp-stop
expect_line "^error: 'a/0' is not active: it is interrupted" "$ERR"
expect_status 0 env GIT_EXP_CURRENT=b git exp-stop
expect_line '^b/0: GIT_EXP_CURRENT names it$' "$ERR"
expect_status 1 git exp-stop 'nothing-*' 'a/*'
expect_line '^a/1 interrupted after ' "$ERR"
for runner in $runners; do wait "$runner" || :; done
git exp-use -q --unset
expect_status 129 git exp-stop --force
