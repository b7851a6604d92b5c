. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Another host's run, seen by its files only: it is queued, starts, its log is cut short and replaced, it ends.
new_repo
commit_file a b
make_run asr/0 '' queued
run=__result__/asr/0
becomes() {  # FROM TO REV
  sed "s/\"state\": \"$1\"/\"state\": \"$2\"/; s/\"rev\": [0-9]*/\"rev\": $3/" $run/run.json >new
  mv new $run/run.json
}
seen() { wait_until grep -q "^$1$" ../seen; }
expect_status 1 git exp-log asr/0
expect_stderr "$(printf '%s\n' "fatal: 'asr/0' has not printed anything yet" 'hint: git exp-log -f asr/0   waits for it')"
git exp-log -f asr/0 >../seen 2>../said &
follower=$!
wait_until grep -q '^asr/0 is queued$' ../said
echo first >$run/log
becomes queued running 4
wait_until grep -q '^asr/0 is running$' ../said
seen first
printf 'a longer line\nsecond\n' >>$run/log
seen second
echo shorter >$run/log
seen shorter
echo another >new && mv new $run/log
seen another
printf 'the last' >>$run/log
becomes running failed 5
wait $follower || fail "exit status $?"
printf '%s\n' first 'a longer line' second shorter another >../want
printf 'the last' >>../want
expect_same ../want ../seen
expect_line '^asr/0 failed ' ../said
