. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# --remove names entries of the set: as they stand there, by pattern, or as any other command names runs.
new_repo
commit_file a b
for id in 0 1 2 3 4; do make_run asr/$id; done
expect_status 1 git exp-record --remove asr/0
expect_line "^fatal: no set 'record'$" "$ERR"
git exp-record -q 'asr/*'
expect_status 0 git exp-record --remove asr
expect_stderr "removed asr/4 from 'record' (4 runs)"
expect_status 1 git exp-record --remove asr/0 asr/4 asr/33
expect_stderr - <<'END'
error: no run 'asr/4' in the set 'record'
hint: did you mean 'asr/0'?
error: no run 'asr/33' in the set 'record'
hint: did you mean 'asr/3'?
nothing is removed
END
expect_status 0 git exp-record --remove '*/[12]' "$PWD/__result__/asr/0"
expect_file __statistic__/exper-list/record.txt asr/3
expect_status 129 git exp-record --remove
expect_line "^error: option '--remove' wants the runs" "$ERR"
expect_status 128 git exp-record -s finished --remove asr/3
expect_line "^fatal: the set 'finished' is made from the records, not by hand$" "$ERR"
