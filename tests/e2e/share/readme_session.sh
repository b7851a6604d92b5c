. "${EXP_TESTS:?}/support/lib.sh"
# The session that the README shows can be pasted as it is.
ln -s "$EXP_SOURCE" git-exp
sed -n '/^## A session/,/^Each run has/s/^    //p' "$EXP_SOURCE/README.md" >session
expect_line 'git exp-run base' session
expect_status 0 sh -e session
expect_line '^\| base/2' "$OUT"
expect_line 'base/2 finished' "$ERR"
expect_file try/__statistic__/exper-list/record.txt "$(printf 'base/0\nbase/1\nbase/2')"
