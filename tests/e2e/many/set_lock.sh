. "${EXP_TESTS:?}/support/lib.sh"
# A run's end waits half a second at most for a set that somebody holds, then says what to type; the next change adds the run.
new_repo
commit_file a b
git config exp.autoRecord nightly
mkdir -p __statistic__/exper-list
echo '{"host":"elsewhere"}' >__statistic__/exper-list/nightly.txt.lock
start=$(date +%s%3N)
expect_status 0 git exp-run -q t -- true
[ $(($(date +%s%3N) - start)) -lt 3500 ] || fail "it took $(($(date +%s%3N) - start)) ms"
expect_line "^warning: 't/0' was not added to the set 'nightly' yet: the lock '.*nightly.txt.lock' is held by" "$ERR"
expect_line "^hint: to add it: git exp-record -s nightly t/0$" "$ERR"
expect_absent __statistic__/exper-list/nightly.txt
rm __statistic__/exper-list/nightly.txt.lock
expect_status 0 git exp-run -q --again t -- true
expect_stderr ""
expect_file __statistic__/exper-list/nightly.txt "$(printf 't/0\nt/1')"
[ "$(ls -A __statistic__/exper-list)" = "$(printf 'finished.txt\nnightly.txt')" ] || fail "left: $(ls -A __statistic__/exper-list)"
