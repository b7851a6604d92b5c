. "${EXP_TESTS:?}/support/lib.sh"
# The README's two refspecs: records and code travel by plain git, merge by union, and nobody's are lost.
fetch_refspecs() {
  git config --add remote.origin.fetch '+refs/notes/exp*:refs/exp-remotes/origin/notes/exp*'
  git config --add remote.origin.fetch '+refs/exp/commits/*:refs/exp-remotes/origin/commits/*'
}
for line in '+refs/notes/exp*:refs/exp-remotes/origin/notes/exp*' '+refs/exp/commits/*:refs/exp-remotes/origin/commits/*' \
  'git notes --ref=exp merge -s cat_sort_uniq refs/exp-remotes/origin/notes/exp' \
  "git push origin 'refs/notes/exp*' 'refs/exp/commits/*'"; do
  grep -qF -e "$line" "$EXP_SOURCE/README.md" || fail "the README does not say: $line"
done
git init -q --bare server.git
new_repo ada; commit_file a 1
git remote add origin "$scratch/work/server.git"; fetch_refspecs; git push -q origin HEAD
git fetch -q
cd ..; git clone -q server.git bob; cd bob; fetch_refspecs; git fetch -q
expect_status 0 git exp-run bob -- echo 'acc: 0.5'
git push -q origin 'refs/notes/exp*' 'refs/exp/commits/*' --tags
cd ../ada
expect_status 0 git exp-run ada -- echo 'acc: 0.75'
git fetch -q --prune
expect_status 0 git exp-table --all --columns acc --format csv
printf 'expernameid,acc\r\nada/0,0.75\r\nbob/0,0.5\r\n' >"$scratch/want"; expect_same "$scratch/want" "$OUT"
git push origin 'refs/notes/exp*' 2>"$ERR" && fail "the other clone's notes were overwritten"
expect_line '! \[rejected\] +refs/notes/exp -> refs/notes/exp' "$ERR"
git notes --ref=exp merge -q -s cat_sort_uniq refs/exp-remotes/origin/notes/exp
git push -q origin 'refs/notes/exp*' 'refs/exp/commits/*' --tags
git notes --ref=exp show >"$OUT"
expect_line '"run":"ada/0"' "$OUT"; expect_line '"run":"bob/0"' "$OUT"
cd ../bob; git fetch -q
expect_status 0 git exp-table --all --columns acc --format csv
expect_same "$scratch/want" "$OUT"
# Refused again meanwhile, and on the same run's commit: fetch, merge and push as often as it takes.
expect_status 0 git exp-run bob -- echo 'acc: 0.25'
(cd ../ada; expect_status 0 git exp-run ada -- echo 'acc: 0.125'; git push -q origin 'refs/notes/exp*')
git push -q origin 'refs/notes/exp*' 2>"$ERR" && fail "ada's second run was overwritten"
git fetch -q
git notes --ref=exp merge -q -s cat_sort_uniq refs/exp-remotes/origin/notes/exp
git push -q origin 'refs/notes/exp*' 'refs/exp/commits/*'
cd ../ada; git fetch -q
expect_status 0 git exp-table --all --columns acc --format csv
printf 'expernameid,acc\r\nada/0,0.75\r\nada/1,0.125\r\nbob/0,0.5\r\nbob/1,0.25\r\n' >"$scratch/want"; expect_same "$scratch/want" "$OUT"
