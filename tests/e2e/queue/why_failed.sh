. "${EXP_TESTS:?}/support/lib.sh"
# At the end of a batch it is said of each run that failed why: what it printed last, that it could not be started, that it is lost.
new_repo
commit_file t.sh 'echo begun; [ "$GIT_EXP_SEED" = 7 ] || exit 3; exec sleep 600'
expect_status 1 git exp-run nf -j 2 --seeds 1..2 -- ./nonexist
[ "$(grep -c "^warning: nf/[01] failed: the program was not started: './nonexist' does not exist$" "$ERR")" = 2 ] || fail "$(cat "$ERR")"
expect_status 1 git exp-run short --seeds 1..1 -- sh t.sh
[ "$(grep -A 1 '^short/0 failed:$' "$ERR")" = "$(printf 'short/0 failed:\n  | begun')" ] || fail "$(cat "$ERR")"
expect_no_line '^  \| (=|host:|start:)' "$ERR"
git-exp-run killed --seeds 7..7 -- sh t.sh >/dev/null 2>../err &
waiter=$!
wait_until grep -qs '^begun$' __result__/killed/0/log
supervisor=$(json_value __result__/killed/0/attempt-1.json 'r["pid"]')
kill -9 "$supervisor"
got=0; wait $waiter || got=$?
[ $got = 1 ] || fail "exit status $got"
gone="process $supervisor on $(uname -n) is gone"
grep '^killed/0 lost\|^  |' ../err >../said
expect_file ../said "$(printf 'killed/0 lost: %s\nkilled/0 lost:\n  | begun' "$gone")"
expect_line "^warning: killed/0 lost: $gone" ../err
