. "${EXP_TESTS:?}/support/lib.sh"
# A result folder that cannot be written, a full disk, a repository mounted read-only: refused before anything runs.
new_repo
commit_file a 1
mkdir __result__; chmod 555 __result__
give_to_other_user "$scratch/work" "$HOME"; [ "$(id -u)" -ne 0 ] || chown root __result__
expect_status 125 as_other_user git exp-run base -- touch "$scratch/tmp/ran"
expect_line "^fatal: cannot .*__result__" "$ERR"
expect_absent "$scratch/tmp/ran"
