. "${EXP_TESTS:?}/support/lib.sh"
# exp-show and exp-diff tell a run of a snapshot, and its code.
new_repo
commit_file code 1
expect_status 0 git exp-run clean -- true
echo 2 >code; echo new >new
expect_status 0 git exp-run base --snapshot -- true
head=$(git rev-parse --short=10 HEAD)
expect_status 0 git exp-show base/0
expect_line "^snapshot +of the work tree on $head, 2 files changed, 1 of them new$" "$OUT"
expect_line "^commit +[0-9a-f]{10} Snapshot of the work tree on $head$" "$OUT"
expect_status 0 git exp-diff clean/0 base/0
expect_line "^\+\+\+ base/0 .* a snapshot on $head, 2 files changed, 1 of them new$" "$OUT"
expect_no_line '^--- clean/0 .*snapshot' "$OUT"
expect_line '^\+2$' "$OUT"
expect_line '^\+new$' "$OUT"
