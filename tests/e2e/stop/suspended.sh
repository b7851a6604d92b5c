. "${EXP_TESTS:?}/support/lib.sh"
# A program that was stopped (SIGSTOP), and a suspended supervisor, are woken up to end.
new_repo
commit_file t.sh 'trap "echo saved; exit 0" INT; echo $$ >"$GIT_EXP_DIR/pid"; echo ready; while :; do sleep 0.05; done'
state_of() { sed 's/.*) \(.\).*/\1/' "/proc/$1/stat"; }
is_suspended() { [ "$(state_of "$1")" = T ]; }
git-exp-run -q asr -- sh t.sh >../out 2>../err &
runner=$!
wait_until grep -qs '^ready$' ../out
program=$(cat __result__/asr/0/pid)
kill -STOP "$program"
wait_until is_suspended "$program"
expect_status 0 git exp-stop asr/0
wait $runner || fail "exit status $?"
expect_line '^saved$' ../out
git-exp-run -q asr -- sh t.sh >../out 2>../err &
runner=$!
wait_until grep -qs '^ready$' ../out
kill -STOP $runner
wait_until is_suspended $runner
expect_status 0 git exp-stop asr/1
expect_line '^asr/1 was suspended \(\^Z\), and is woken up to end$' "$ERR"
expect_line '^asr/1 interrupted after ' "$ERR"
wait $runner || fail "exit status $?"
