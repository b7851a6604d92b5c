. "${EXP_TESTS:?}/support/lib.sh"
# A progress bar is kept in its last state; text is kept byte for byte; the output itself is passed on raw.
new_repo
commit_file bar.sh 'i=0; while [ $i -le 100 ]; do printf "\r%3d%%|" $i; i=$((i + 10)); done; printf "\nepoch: 1\n"; printf "\033[31mred\033[0m\n"'
expect_status 0 git exp-run base -- sh bar.sh
expect_line '^100%\|$' __result__/base/0/log
expect_no_line ' 50%' __result__/base/0/log
expect_line '^red$' __result__/base/0/log
grep -q "$(printf '\r 50%%')" "$OUT" || fail "the output is not as it was"
