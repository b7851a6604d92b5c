. "${EXP_TESTS:?}/support/lib.sh"
# A record of somebody else cannot make {config} name a file outside of the tree.
new_repo
commit_file conf/base.yaml 'lr: 0.1'
expect_status 0 git exp-run --config conf/base.yaml -- cat '{config}'
echo key >../secret
for path in ../secret "$scratch/work/secret" conf/../../secret .git/config; do
  python3 - __result__/base/0/run.json "$path" <<'END'
import json, sys
record = json.load(open(sys.argv[1]))
record["config"]["path"] = sys.argv[2]
json.dump(record, open(sys.argv[1], "w"))
END
  expect_status 125 git exp-rerun --trust base/0
  expect_line "^fatal: the record of 'base/0' names a config file outside the tree: '$path'" "$ERR"
  expect_status 125 git exp-continue --force --trust base/0
  expect_status 0 git exp-show base/0
  expect_line 'command +cat .\{config\}' "$OUT"
done
expect_absent __result__/base/1
