. "${EXP_TESTS:?}/support/lib.sh"
# Run folders that were copied by hand, broken or hostile records: listed as what they are, and nothing else suffers.
new_repo
commit_file a b
git exp-run -q base -- true
mkdir __result__/kept
cp -r __result__/base/0 __result__/kept/7
expect_status 0 git exp-list -r
expect_line "^base/0 +finished" "$OUT"
expect_line "__result__/kept/7 \(copy of base/0\) +finished" "$OUT"
expect_status 0 git exp-list --porcelain
cut -f 1,6,7 "$OUT" >seen
expect_file seen 'base	1	finished=1'
mkdir __result__/base/1 __result__/base/2
echo '{"v":1,' >__result__/base/1/run.json
ln -s /dev/zero __result__/base/2/run.json
expect_status 0 git exp-list base
expect_line "^warning: the record '.*base/1/run.json' ends in the middle" "$ERR"
expect_line "^warning: the record '.*base/2/run.json' is no regular file" "$ERR"
expect_line "^base/0 +finished" "$OUT"
rm -r __result__/base/1 __result__/base/2
python3 - <<'PYTHON'
import json
path = "__result__/base/0/run.json"
record = json.load(open(path))
record["message"] = "\x1b[31mred\tand\nmore"
record["metrics"] = {"\x1b[2J\t=x": {"last": "\x07"}}
json.dump(record, open(path, "w"))
PYTHON
expect_status 0 git exp-list base
expect_no_line "$(printf '\033')" "$OUT"
expect_line '\\x1b\[31mred\\tand\\nmore$' "$OUT"
expect_status 0 git exp-list base/0 --porcelain
expect_line '	\\x1b\[31mred\\tand\\nmore	\\x1b\[2J\\t=x=\\x07$' "$OUT"
