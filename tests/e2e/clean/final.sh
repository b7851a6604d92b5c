. "${EXP_TESTS:?}/support/lib.sh"
# A removed run is shown by no command again, its number is not given again, and the line in the notes is sound.
new_repo
commit_file t.sh 'echo "loss: $1"; exit "$1"'
expect_status 0 git exp-run -q a -- sh t.sh 0
for n in 1 2; do expect_status 1 git exp-run -q a -- sh t.sh 1; done
uuid=$(json_value __result__/a/1/run.json 'r["uuid"]')
git exp-record -q -s paper a/1
expect_status 0 git exp-clean --force a/1
expect_line '^removed a/1 \(failed, ' "$ERR"
expect_line "^warning: the set 'paper' names 1 of the runs$" "$ERR"
expect_absent __result__/a/1 "$(ls -d __result__/a/.old-* 2>/dev/null || echo none)" .git/exp/deleted/"$uuid"
eval "$(sed -n 's/^hint: \(git exp-record\)/\1 -q/p' "$ERR")"
expect_status 0 git exp-list -r --porcelain
expect_no_line 'a/1' "$OUT"
expect_status 0 git exp-table --all --format csv
expect_no_line 'a/1' "$OUT"
for name in a/1 "$uuid"; do
  expect_status 128 git exp-clean "$name"
  expect_line "^fatal: no run is called '$name'$" "$ERR"
done
git tag -l a | grep -q . || fail "the tag went although runs are left"
git notes --ref=exp show | grep "\"uuid\":\"$uuid\"" | grep '"deleted":true' >line || fail "no tombstone in the notes"
python3 "$EXP_TESTS/support/validate_schema.py" "$EXP_SOURCE/docs/schema/note-line.schema.json" line || fail "no sound line"
rm line
expect_status 1 git exp-run -q a -- sh t.sh 1
expect_exists __result__/a/3
expect_status 0 git exp-clean --force a/3 a/2
expect_status 0 git exp-clean --force --finished a
expect_status 0 git exp-run -q a -- sh t.sh 0
expect_exists __result__/a/4
expect_status 0 git exp-list -r --porcelain
[ "$(cut -f 1 "$OUT")" = a/4 ] || fail "$(cat "$OUT")"
