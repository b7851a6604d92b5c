. "${EXP_TESTS:?}/support/lib.sh"
# The program has the resource limits that we were given: what we set for ourselves does not reach it.
new_repo
commit_file a 1
ulimit -S -n 321
for limits in 'ulimit -a' 'ulimit -H -a'; do
  sh -c "$limits" >../before
  expect_status 0 git exp-run base -- sh -c "$limits"
  expect_same "$OUT" ../before
  expect_status 0 git -c exp.isolate=always exp-rerun base
  expect_same "$OUT" ../before
done
