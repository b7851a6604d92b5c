. "${EXP_TESTS:?}/support/lib.sh"
# The names go with the last run, if they are ours and nobody else needs them; in doubt they stay.
new_repo
commit_file t.sh 'exit 1'
run() { expect_status 1 git exp-run -q "$1" -- sh t.sh; }
names() { git for-each-ref --format='%(refname:strip=1)' refs/tags refs/exp/commits | sed 's/[0-9a-f]\{40\}/C/' | tr '\n' ' '; }
expect_names() { [ "$(names)" = "$1 " ] || fail "$(names)"; }
run a
run b
git tag mine
run mine
expect_status 0 git exp-clean --force a
expect_names "exp/commits/C tags/b tags/mine"
expect_status 0 git exp-clean --force mine
expect_line "^the tag 'mine' stays: it was not made by git-exp$" "$ERR"
expect_names "exp/commits/C tags/b tags/mine"

# Moved since, beside a folder that has no record, or where something cannot be read: it stays.
git tag -f -a -m 'moved

Exp-Experiment: 1' b "$(git commit-tree -m other 'HEAD^{tree}')" >/dev/null
expect_status 0 git exp-clean --force b
expect_line "^the tag 'b' stays: it names another commit than the runs$" "$ERR"
git tag -d b >/dev/null
run c
mkdir __result__/c/7
expect_status 0 git exp-clean --force c
expect_line "^the tag 'c' stays: '.*/c/7' lies beside the runs$" "$ERR"
rmdir __result__/c/7
git notes --ref=exp append -m 'no record'
expect_status 1 git exp-clean --force c
expect_line '^names of experiments stay, because not all that is known of runs could be read$' "$ERR"
git notes --ref=exp show | sed '/^no record$/d; /^$/d' >"$scratch/note"
git notes --ref=exp add -f -F "$scratch/note" >/dev/null 2>&1
expect_status 0 git exp-clean --force c
expect_line "^removed the tag 'c' \(it was [0-9a-f]{10}\)$" "$ERR"
expect_names "tags/mine"
expect_status 1 git exp-clean mine
expect_line '^there is nothing to remove$' "$ERR"
