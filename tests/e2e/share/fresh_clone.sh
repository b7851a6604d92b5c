. "${EXP_TESTS:?}/support/lib.sh"
# A fresh clone knows of no run: it is told how the remote's records are fetched, by lines that can be pasted.
git init -q --bare server.git
new_repo ada; commit_file a 1
expect_status 0 git exp-list -r
expect_no_line 'fetch' "$ERR"  # no remote, no hint
git exp-run -q base -- echo 'acc: 0.5' >"$OUT"
git remote add origin "$scratch/work/server.git"
git push -q origin HEAD 'refs/notes/exp*' 'refs/exp/commits/*'
cd ..; git clone -q server.git bob; cd bob
for command in exp exp-list 'exp-list -r' exp-table 'exp-table --all'; do
  # shellcheck disable=SC2086
  expect_status 0 git $command
  expect_line "^hint: what others recorded comes from 'origin' once git is told to fetch it:$" "$ERR"
  [ "$(grep -c '^hint:   git ' "$ERR")" -eq 3 ] || fail "not three lines to paste after git $command"
  expect_status 0 git -c remote.origin.fetch='+refs/notes/exp*:refs/exp-remotes/origin/notes/exp*' $command
  expect_line '^hint: git fetch origin   brings what others recorded$' "$ERR"
done
git exp-list 2>&1 >"$OUT" | sed -n 's/^hint:   //p' >paste
git add paste; git commit -qm paste
(cd ../ada && git push -q origin --tags); git fetch -q --tags  # a name without records
expect_status 0 git exp-list
expect_line '^hint: what others recorded' "$ERR"
sh -e ./paste 2>"$ERR" || fail "the lines cannot be pasted"
expect_status 0 git exp-list -r
expect_line '^base/0 .*finished' "$OUT"
expect_no_line 'git is told' "$ERR"
