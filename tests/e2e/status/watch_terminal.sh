. "${EXP_TESTS:?}/support/lib.sh"
# On a terminal --watch redraws in place.
new_repo
commit_file t.sh 'echo "epoch: 1"; while [ ! -e "$GO" ]; do sleep 0.05; done; echo "epoch: 2"; exec sleep 600'
export GO="$scratch/go"
git-exp-run -q asr -- sh t.sh >../out 2>/dev/null &
runner=$!
wait_until grep -qs 'epoch: 1' ../out
in_terminal sh -c 'echo $$ >../pid; exec git-exp-status --watch' >../seen 2>&1 &
terminal=$!
wait_until grep -q 'epoch 1' ../seen
touch "$GO"
wait_until grep -q 'epoch 2' ../seen
kill -INT "$(cat ../pid)"
wait $terminal || :
grep -q "$(printf '\033')\\[2A" ../seen || fail "not in place: $(cat -v ../seen)"
expect_status 0 git exp-stop -q asr/0
wait $runner || :
