. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# The last lines of a log of a gigabyte (sparse) are read from its end: within a second, and little memory.
new_repo
commit_file a b
make_run asr/0
log=__result__/asr/0/log
echo start >$log
truncate -s 1G $log
printf '\nlast but one\nlast\n' >>$log
expect_status 0 timeout 5 sh -c 'ulimit -v 1000000; git exp-log -n 2 asr/0'
expect_stdout "$(printf '%s\n' 'last but one' last)"
