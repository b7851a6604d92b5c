. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# --json and --porcelain say what would go, and why not.
new_repo
commit_file a b
make_run a/0 '' failed
make_run a/1 '' finished
git tag -a -m 'm

Exp-Experiment: 1' a
expect_status 1 git exp-clean --json a
expect_json "$OUT" 'r["removed"] is False' '[x["name"] for x in r["runs"]] == ["a/0", "a/1"]' \
  '[x["refused"] for x in r["runs"]] == [None, "has finished"]' 'r["tags"] == ["a"]' 'r["refs"] == []' \
  'r["runs"][0]["bytes"] > 100 and r["runs"][0]["files"] == 1' 'r["runs"][0]["folder"].endswith("/__result__/a/0")'
expect_status 0 git exp-clean --finished --porcelain a
cut -f 1,2,4,8 "$OUT" >"$scratch/seen"
expect_file "$scratch/seen" "$(printf 'run\ta/0\tfailed\t\nrun\ta/1\tfinished\t\ntag\ta')"
expect_status 0 git exp-clean -q --force --finished --json a
expect_stderr ''
expect_json "$OUT" 'r["removed"] is True' 'len(r["runs"]) == 2' 'r["tags"] == ["a"]'
expect_status 129 git exp-clean --json --porcelain a
