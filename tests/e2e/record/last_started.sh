. "${EXP_TESTS:?}/support/lib.sh"
# Where no experiment is at HEAD, the run that was started last here is taken.
new_repo
commit_file a b
expect_status 0 git exp-run one -- true
commit_file a c
expect_status 0 git exp-record
expect_stderr "recorded one/0 in 'record' (1 run)"
expect_status 0 git exp-record -s other @
expect_stderr "recorded one/0 in 'other' (1 run)"
