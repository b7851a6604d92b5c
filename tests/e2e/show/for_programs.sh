. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# --json is the record with folder and state; several runs are an array. --porcelain is a key and a value a line.
new_repo
commit_file a b 'a subject'
make_run asr/0 '{"hparam":{"lr":0.10},"metric":{"acc":0.5,"tab\tbed":"x\ny"}}'
make_run asr/1 '' running
git exp-record -q --label best asr/0
expect_status 0 git exp-show --json asr/0
expect_json "$OUT" 'r["run"] == r["name"] == "asr/0"' 'r["state"] == "finished"' 'r["params"] == {"lr": 0.1}' \
  'r["folder"].endswith("__result__/asr/0")' 'r["subject"] == "a subject"' 'r["seed"]["root"] == 7' \
  'r["label"] == "best"' 'r["edits"][0]["keys"] == {"label": "best"}' 'r["duration_ms"] == 30000' 'r["remote"] is None'
expect_status 0 git exp-show --json --files --metrics asr/0
expect_json "$OUT" 'sorted(r) == ["files", "metrics", "name"]' '"run.json" in [f["path"] for f in r["files"]]'
expect_status 0 git exp-show --json asr/0 asr/1
expect_json "$OUT" '[e["name"] for e in r] == ["asr/0", "asr/1"]' 'r[1]["state"] in ("lost", "presumed lost", "running")'
expect_status 0 git exp-show --porcelain asr/0
for line in '^name	asr/0$' '^state	finished$' '^param.lr	0.1$' '^metric.acc	0.5$' '^metric.tab\\tbed	x\\ny$' \
  '^attempt.1.exit	0$' '^seed	7$' '^subject	a subject$' '^label	best$'; do
  expect_line "$line" "$OUT"
done
