# A run of another host, silent for minutes, is only presumed lost: that takes --force.
. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
new_repo
commit_file train 'echo "attempt: $GIT_EXP_ATTEMPT"'
make_run base/0 '' running
touch -d '2020-01-01' __result__/base/0/run.json
expect_status 125 git exp-continue base/0
expect_line "^fatal: 'base/0' is only presumed lost: no sign of life from elsewhere for [^;]*; last attended by ada on elsewhere " "$ERR"
expect_line '^hint: make sure that it is gone there, then: git exp-continue --force base/0$' "$ERR"
expect_status 0 git exp-continue --force base/0
expect_line '^attempt: 2$' "$OUT"
