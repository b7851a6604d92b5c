. "${EXP_TESTS:?}/support/lib.sh"
# Modified, staged and untracked files are in the way, ignored ones are not; the user's status settings change nothing.
new_repo
printf '*.o\n' >.gitignore; commit_all
touch a.o
expect_status 0 git exp-run ok -- true
i=0; while [ $i -lt 13 ]; do touch "new$i"; i=$((i + 1)); done
git config status.showUntrackedFiles no
snapshot_repo
expect_status 125 git exp-run base -- touch ran
expect_line '^fatal: the tree is not clean' "$ERR"
expect_line '^fatal:   \?\? new0$' "$ERR"
expect_line '^fatal:   ... and 3 more$' "$ERR"
expect_line '^hint: git add -A && git commit' "$ERR"
expect_line '^hint: .*\.gitignore' "$ERR"
expect_absent ran __result__/base
git rev-parse -q --verify base && fail "made a tag"
expect_untouched
rm new*; echo more >>.gitignore
expect_status 125 git exp-run base -- true
expect_line '^fatal:    M .gitignore$' "$ERR"
