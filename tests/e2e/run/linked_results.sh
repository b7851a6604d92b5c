. "${EXP_TESTS:?}/support/lib.sh"
# __result__ as a link to elsewhere, exp.resultDir, and names with spaces.
mkdir "$scratch/file server"
new_repo 'a repository'
commit_file a 1
ln -s "$scratch/file server" __result__
expect_status 0 git exp-run base -- true
expect_exists "$scratch/file server/base/0/run.json"
git config exp.resultDir "$scratch/other place"
expect_status 0 git exp-run base -- true
expect_exists "$scratch/other place/base/1/run.json"
