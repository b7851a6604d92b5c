. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# A repository that cannot be written: said, and nothing is left behind.
new_repo
commit_file a b
make_run asr/0; make_run asr/1
git exp-record -q asr/0
give_to_other_user .
read_only .
for command in "exp-record asr/1" "exp-record --remove asr/0" "exp-record -s new asr/1"; do
  # shellcheck disable=SC2086
  expect_status 128 as_other_user git $command
  expect_line "^fatal: cannot .*read-only file system" "$ERR"
done
expect_status 0 as_other_user git exp-record --pending
expect_stderr ""
expect_file __statistic__/exper-list/record.txt asr/0
