. "${EXP_TESTS:?}/support/lib.sh"
# --watch in a pipe prints what changes, and ends with ^C.
new_repo
commit_file t.sh 'for e in 1 2; do echo "epoch: $e"; while [ ! -e "$GO.$e" ]; do sleep 0.05; done; done'
export GO="$scratch/go"
git-exp-status --watch >../seen 2>../said &
watcher=$!
git-exp-run -q asr -- sh t.sh >/dev/null 2>&1 &
runner=$!
wait_until grep -q '^asr/0 running, epoch 1$' ../seen
touch "$GO.1"
wait_until grep -q '^asr/0 running, epoch 2$' ../seen
touch "$GO.2"
wait_until grep -Eq '^asr/0 finished in [0-9.]+ s' ../seen
wait $runner
[ "$(sort ../seen | uniq -d | wc -l)" = 0 ] || fail "said twice: $(cat ../seen)"
kill -INT $watcher
status=0; wait $watcher || status=$?
[ $status = 130 ] || fail "exit status $status"
expect_file ../said ''
expect_status 0 git exp-status
expect_stdout ''
