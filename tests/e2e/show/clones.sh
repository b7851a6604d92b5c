. "${EXP_TESTS:?}/support/lib.sh"
# Two clones, one name for two commits, both fetched, the tag too: both are shown, each under its own name.
for who in ada bob; do
  new_repo $who
  commit_file t.sh "echo acc: 0.5 # $who"
  git exp-run -q base -m "by $who" -- sh t.sh
  cd ..
done
new_repo here
for who in ada bob; do
  git fetch -q ../$who "refs/notes/exp:refs/exp-remotes/$who/notes/exp" "refs/exp/commits/*:refs/exp-remotes/$who/commits/*"
done
git fetch -q ../ada tag base
expect_status 0 git exp-show base/0
expect_line '^base/0-[0-9a-f]{4,} \(fetched from ada\)$' "$OUT"
expect_line '^base/0-[0-9a-f]{4,} \(fetched from bob\)$' "$OUT"
expect_line '^message +by ada$' "$OUT"
expect_line '^message +by bob$' "$OUT"
expect_line '^folder +\(not here\)$' "$OUT"
name=$(sed -n 's/ (fetched from bob)//p' "$OUT")
expect_status 0 git exp-show "$name"
expect_line '^message +by bob$' "$OUT"
expect_no_line 'by ada' "$OUT"
expect_status 0 git exp-show base/0 --json
expect_json "$OUT" 'sorted(e["remote"] for e in r) == ["ada", "bob"]'
expect_status 1 git exp-show --path "$name"
expect_line "^hint: its record was fetched from 'bob'; the folder is where it ran" "$ERR"
cd ../ada
git fetch -q ../bob 'refs/notes/exp:refs/exp-remotes/bob/notes/exp'
expect_status 0 git exp-show base/0
expect_line '^message +by ada$' "$OUT"
expect_stderr "'base/0' is also the name of '$name' (bob)"
expect_line "^commit +[0-9a-f]{10} t.sh$" "$OUT"
git exp-show "$name" >"$OUT"
expect_line '^commit +[0-9a-f]{10} \(not in this repository\)$' "$OUT"
expect_line '^ +git fetch bob refs/exp/commits/[0-9a-f]{40} ' "$OUT"
