. "${EXP_TESTS:?}/support/lib.sh"
# Tracked files that changed while it ran are named in the record and at the end.
new_repo
commit_file code.py 1
expect_status 0 git exp-run base -- sh -c 'echo 2 >code.py'
expect_json __result__/base/0/run.json 'r["drift"] == ["code.py"]'
expect_line '1 tracked file changed while it ran' "$ERR"
git checkout -q code.py
expect_status 0 git exp-run base -- touch -d '1 hour ago' code.py
expect_json __result__/base/1/run.json '"drift" not in r or r["drift"] == []'
