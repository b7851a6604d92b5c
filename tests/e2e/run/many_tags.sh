. "${EXP_TESTS:?}/support/lib.sh"
# 10,000 tags are no reason to wait or to fail.
new_repo
commit_file a 1
commit=$(git rev-parse HEAD)
mkdir -p .git/refs/tags/old
i=0; while [ $i -lt 10000 ]; do echo "$commit" >.git/refs/tags/old/t$i; i=$((i + 1)); done
expect_status 0 git exp-run base -- true
expect_status 0 git exp-run
expect_exists __result__/base/1/run.json
expect_status 125 git exp-run old -- true
