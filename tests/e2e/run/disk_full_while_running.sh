. "${EXP_TESTS:?}/support/lib.sh"
# The disk fills while the program runs: it is not disturbed, its status comes back, and we say what was lost.
new_repo
commit_file a 1
tmpfs 256k __result__
expect_status 5 git exp-run base -- sh -c 'dd if=/dev/zero of="$GIT_EXP_DIR/filler" bs=1k 2>/dev/null; seq 1 200000; exit 5'
[ "$(tail -n 1 "$OUT")" = 200000 ] || fail "the program's output was cut"
expect_line '^warning: ' "$ERR"
rm __result__/base/0/filler
