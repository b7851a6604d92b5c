. "${EXP_TESTS:?}/support/lib.sh"
# What changes while it runs is told against the frozen tree, whatever HEAD and the index are by then.
new_repo
commit_file code.py 1
commit_file other 1
echo 2 >code.py; echo new >new; echo staged >staged; git add staged
expect_status 0 git exp-run base --snapshot -- true
expect_json __result__/base/0/run.json '"drift" not in r'
expect_status 0 git exp-run base --snapshot -- sh -c 'echo x >>new; touch -d "1 hour ago" other'
expect_json __result__/base/1/run.json 'r["drift"] == ["new"]'
echo new >new
expect_status 0 git exp-run base --snapshot -- sh -c 'git add -A && git commit -qm all'
expect_json __result__/base/2/run.json '"drift" not in r'
