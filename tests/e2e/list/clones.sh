. "${EXP_TESTS:?}/support/lib.sh"
# Records of others are marked with their remote; one name on two commits is two experiments, its runs are told apart.
for who in ada bob; do
  new_repo $who
  commit_file t.sh "echo acc: 0.5 # $who"
  git exp-run -q base -m "by $who" -- sh t.sh
  cd ..
done
new_repo here
commit_file a b
for who in ada bob; do
  git fetch -q ../$who "refs/notes/exp:refs/exp-remotes/$who/notes/exp"
done
expect_status 0 git exp-list
expect_line '^base \(ada\) +[0-9a-f]{10} .* 1 finished +by ada$' "$OUT"
expect_line '^base \(bob\) +[0-9a-f]{10} .* 1 finished +by bob$' "$OUT"
expect_status 0 git exp-list base --porcelain
cut -f 1,9 "$OUT" >names
expect_line '^base/0-[0-9a-f]{4,}	ada$' names
expect_line '^base/0-[0-9a-f]{4,}	bob$' names
first=$(head -n 1 names | cut -f 1)
expect_status 0 git exp-list "$first" --porcelain
expect_line "^$first	" "$OUT"
[ "$(wc -l <"$OUT")" = 1 ] || fail "a name that is told apart means one run"
