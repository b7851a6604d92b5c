. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# One unknown name: everything unknown is said, and the set is left as it was.
new_repo
commit_file a b
make_run asr/0; make_run asr/1
git exp-record -q asr/1
cp __statistic__/exper-list/record.txt ../before
expect_status 1 git exp-record asr/0 asr/7 nonsense
expect_stderr - <<'END'
error: no run is called 'asr/7'
hint: did you mean 'asr/0'?
hint: did you mean 'asr/1'?
error: no run is called 'nonsense'
nothing is recorded
END
expect_same __statistic__/exper-list/record.txt ../before
expect_status 1 git exp-record -s new asr/7
expect_absent __statistic__/exper-list/new.txt
expect_status 1 git exp-record "$(printf 'a\033c/0')"
expect_line "no run is called 'a.x1bc/0'$" "$ERR"
