. "${EXP_TESTS:?}/support/lib.sh"
# What waits because of a lock is published by the next command that writes, when the lock is gone.
new_repo
commit_file a b
: >.git/packed-refs
mkdir -p .git/refs/notes
: >.git/refs/notes/exp.lock
touch -d '5 minutes ago' .git/refs/notes/exp.lock
expect_status 0 git exp-run -q t -- true
expect_line "made 5 minutes ago" "$ERR"
expect_status 0 git exp-record --label good t/0
rm .git/refs/notes/exp.lock
expect_status 0 git exp-record --pending
expect_stderr "published t/0"
git notes --ref=exp show >"$OUT"
[ "$(wc -l <"$OUT")" -eq 2 ] || fail "not the record and its edit"
