. "${EXP_TESTS:?}/support/lib.sh"
# Identity, code, command, seed, attempts, parameters, metrics, files: each is there, and the command can be pasted.
new_repo
commit_file sub/t.sh 'echo "$GREETING $1" >>"$SAID"; printf "epoch: 1\nacc: 0.3\nepoch: 2\nacc: 0.25\n"' 'a program'
git config exp.metric acc:max
cd sub
export SAID="$scratch/said"
git exp-run -q base -m 'why not' --seed 7 --env GREETING="good day" -S lr=0.1 -- sh t.sh 'it'"'"'s {seed}'
cd ..
expect_status 0 git exp-show base/0
expect_stderr ""
commit=$(git rev-parse --short=10 HEAD)
for line in '^base/0$' '^state +finished, exit 0, after ' '^message +why not$' '^uuid +[0-9a-f-]{36}$' \
  "^commit +$commit a program$" '^code +the live work tree$' '^overrides +lr=0\.1$' '^seed +7 \((fixed, )?--seed\)$' \
  '^created +20.*Z \([0-9]+ seconds? ago\)$' '^by +.+@.+$' "^folder +$PWD/__result__/base/0$" \
  '^1 +finished +exit 0 ' '^lr +0\.1$' '^acc +0\.25 +2 +0\.3 +1$' '^files \([0-9]+ files, ' ' +[0-9.]+ (Ki)?B  run\.json$' \
  '^cpu +' '^variables +.GREETING=good day.$'; do
  expect_line "$line" "$OUT"
done
sed -n 's/^command *//p' "$OUT" >../pasted
grep -q "^cd .*/sub && env 'GREETING=good day' sh t.sh " ../pasted || fail "the command: $(cat ../pasted)"
expect_line "^given as +sh t.sh 'it'" "$OUT"
(cd / && SAID="$scratch/again" sh "$scratch/work/pasted" >/dev/null) || fail "the command cannot be pasted"
expect_same "$scratch/said" "$scratch/again"
