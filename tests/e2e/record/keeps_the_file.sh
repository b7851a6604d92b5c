. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# A set that people edit: byte order mark, CR LF, comments, blank lines, order, runs that are gone: all kept.
new_repo
commit_file a b
for id in 0 1 2 3; do make_run asr/$id; done
set=__statistic__/exper-list/record.txt
mkdir -p __statistic__/exper-list
printf '\357\273\277# best first\r\nasr/2\r\n\r\n  asr/0  # the baseline\r\ngone/4\r\nasr/1' >$set
expect_status 0 git exp-record 'asr/*'
expect_line "^asr/0, asr/1 and asr/2 are already in 'record' \(5 runs\)$" "$ERR"
expect_line "^recorded asr/3 in 'record' \(5 runs\)$" "$ERR"
printf '\357\273\277# best first\r\nasr/2\r\n\r\n  asr/0  # the baseline\r\ngone/4\r\nasr/1\r\nasr/3\r\n' >../expected
expect_same $set ../expected

expect_status 0 git exp-record --remove asr/0 gone/4
expect_stderr "removed asr/0 and gone/4 from 'record' (3 runs)"
printf '\357\273\277# best first\r\nasr/2\r\n\r\nasr/1\r\nasr/3\r\n' >../expected
expect_same $set ../expected
