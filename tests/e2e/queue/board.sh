. "${EXP_TESTS:?}/support/lib.sh"
# On a terminal a batch draws a line for each run that goes on and one for all; what has ended stands above, and all fits into 80 columns.
new_repo
git config exp.metric acc:max
commit_file t.sh 'for e in 1 2; do echo "{\"epoch\": $e, \"acc\": 0.$e}" >>"$GIT_EXP_METRICS"; done; while [ ! -e "$GO" ]; do sleep 0.05; done'
export GO="$scratch/go"
start() {
  in_terminal sh -c 'echo $$ >../pid; exec git-exp-run "$@"' sh "$@" >../seen 2>&1 &
  terminal=$!
}
start q -j 2 --seeds 1..3 -- sh t.sh --epochs=99999
has() { tr -d '\r\033' <../seen | sed 's/^\[[0-9]A\[J//' | grep -Eq -e "$1"; }
wait_until has '^q/0  running  epoch 2/99999  acc 0\.2  .*seed 1$'
wait_until has '^q/1  running  epoch 2/99999  acc 0\.2  .*seed 2$'
wait_until has '^2 running, 1 waiting, 0 finished · [0-9.]+ '
wait_until grep -q "$(printf '\033')\\[3A" ../seen  # in place
kill -INT "$(cat ../pid)"
wait_until has '^nothing more is started \(\^C again stops what runs\)$'
wait_until has '^2 running, 1 waiting, 0 finished'
touch "$GO"
got=0; wait $terminal || got=$?
[ $got = 130 ] || fail "exit status $got: $(cat -v ../seen)"
wait_until has '^q/[01] finished in .* · acc 0\.2$'
[ "$(tail -n 2 ../seen | head -n 1 | tr -d '\r')" = '3 runs: 2 finished, 1 not started' ] || fail "$(cat -v ../seen)"
! grep -q '…' ../seen || fail "a line is cut: $(cat -v ../seen)"
