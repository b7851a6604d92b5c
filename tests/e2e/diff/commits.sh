. "${EXP_TESTS:?}/support/lib.sh"
# A tag without a run is compared by its commit; commits that say the same are said; one that is not here is fetched.
new_repo
commit_file t.sh 'echo "loss: 1"'
git exp-run -q --seed 1 a -- sh t.sh
git tag same-files "$(git commit-tree -m other 'HEAD^{tree}')"
commit_file other x
git tag later
expect_status 0 git exp-diff a later
expect_line "^'later' has no run: only its commit is compared$" "$ERR"
expect_line '^\+\+\+ later +[0-9a-f]{10}  no run$' "$OUT"
expect_line '^\+x$' "$OUT"
expect_status 0 git exp-diff --exit-code a same-files
expect_line '^the commits differ, their files do not$' "$OUT"
git exp-run -q --seed 1 b -- sh t.sh

# A clone that has the records, and of the commits only the last.
git clone -q --depth 1 "file://$PWD" ../clone
cd ../clone
git fetch -q origin '+refs/notes/exp*:refs/exp-remotes/origin/notes/exp*'
first=$(git -C ../repo rev-parse a^0)
expect_status 1 git exp-diff a/0 b/0
expect_line "^warning: the commit $(echo "$first" | cut -c 1-10) of 'a/0' is not here$" "$ERR"
expect_line "^hint: git fetch origin refs/exp/commits/$first$" "$ERR"
expect_line '^--- a/0 .*, from origin$' "$OUT"
eval "$(sed -n 's/^hint: //p' "$ERR") -q"
expect_status 0 git exp-diff a/0 b/0
expect_line '^\+x$' "$OUT"
expect_status 128 git exp-diff a/0 nothing
expect_line "^fatal: no run is called 'nothing'$" "$ERR"
