. "${EXP_TESTS:?}/support/lib.sh"
# No room for the run: refused with the path; nothing half-made is left.
new_repo
commit_file a 1
tmpfs 64k __result__
dd if=/dev/zero of=__result__/filler bs=1k 2>"$ERR" || true
expect_status 125 git exp-run base -- touch "$scratch/tmp/ran"
expect_line "^fatal: cannot .*: no space left on device" "$ERR"
expect_line "^hint: free some space" "$ERR"
expect_absent "$scratch/tmp/ran" __result__/base/0
rm __result__/filler
expect_status 0 git exp-run base -- true
