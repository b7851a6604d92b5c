. "${EXP_TESTS:?}/support/lib.sh"
# Folders that an older tool left (statistic.json, no record) are imported: by name, by tag, by pattern, by HEAD's tag.
new_repo
commit_file a b
git tag t1
for run in t1/0 t1/9 t1/10 old/3; do
  mkdir -p __result__/$run
  echo '{"hparam": {"lr": "0.001"}, "metric": {"val/acc": "98.7000"}}' >__result__/$run/statistic.json
done
mkdir -p __result__/t1/11 __result__/t1/notes
expect_status 0 git exp-record
expect_line "^imported t1/10, which an older tool left$" "$ERR"
expect_line "^recorded t1/10 in 'record' \(1 run\)$" "$ERR"
expect_json __result__/t1/10/run.json 'r["run"] == "t1/10"' 'r["params"] == {"lr": "0.001"}' \
  "r['commit'] == '$(git rev-parse HEAD)'" 'r["state"] == "finished"'
git notes --ref=exp show HEAD >"$OUT"
expect_line '"run":"t1/10"' "$OUT"

expect_status 0 git exp-record old 't1/*'
expect_file __statistic__/exper-list/record.txt "$(printf '%s\n' t1/10 old/3 t1/0 t1/9)"
expect_status 0 git exp-record old/3
expect_stderr "old/3 is already in 'record' (4 runs)"
expect_status 1 git exp-record t1/11
expect_absent __result__/t1/11/run.json
