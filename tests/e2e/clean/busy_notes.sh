. "${EXP_TESTS:?}/support/lib.sh"
# Where the notes cannot be written a removed run is gone here all the same; whoever comes next publishes that.
new_repo
commit_file t.sh 'exit 1'
for n in 0 1; do expect_status 1 git exp-run -q a -- sh t.sh; done
touch -d '5 minutes ago' .git/refs/notes/exp.lock
expect_status 0 git exp-clean --force a/0
expect_line 'exp.lock' "$ERR"
expect_absent __result__/a/0
expect_status 0 git exp-list -r --porcelain
[ "$(cut -f 1 "$OUT")" = a/1 ] || fail "$(cat "$OUT")"
expect_status 128 git exp-clean a/0
[ -n "$(ls .git/exp/deleted)" ] || fail "no tombstone waits"
if git notes --ref=exp show | grep -q deleted; then fail "the lock was passed over"; fi
rm .git/refs/notes/exp.lock
git exp-record --pending
git notes --ref=exp show | grep -q '"deleted":true' || fail "not published"
[ -z "$(find .git/exp/deleted .git/exp/pending -mindepth 1)" ] || fail "something is left"
expect_status 128 git exp-clean a/0
expect_status 1 git exp-run -q a -- sh t.sh
expect_exists __result__/a/2
