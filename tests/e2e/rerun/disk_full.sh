# A disk that fills while the commit is checked out: a clear refusal, and nothing of the checkout is left.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
commit_file train true
head -c 3000000 /dev/zero | tr '\0' a >big
commit_all big
expect_status 0 git exp-run base -f -- sh train
commit_file other x
tmpfs 2m .git/exp/trees
expect_status 125 git exp-rerun base/0
expect_line '^fatal: ' "$ERR"
expect_line '[Nn]o space left on device' "$ERR"
[ -z "$(find .git/exp/trees -type f)" ] || fail "left: $(find .git/exp/trees -type f)"
[ "$(git worktree list | wc -l)" = 1 ] || fail "$(git worktree list)"
[ -z "$(ls -A __result__/base | grep -v '^0$')" ] || fail "a run was made: $(ls -A __result__/base)"
