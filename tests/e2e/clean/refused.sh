. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Running runs are never removed, finished ones and those of a silent host only by a word; one refusal refuses all.
new_repo
commit_file a b
make_run a/0 '' failed
make_run a/1 '' finished
make_run a/2 '' running
touch -d '2020-01-01' __result__/a/2/run.json
make_run a/3 '' failed
git-exp-run -q busy -- sh -c 'touch ../started; exec sleep 60' &
runner=$!
wait_until [ -e ../started ]
expect_status 1 git exp-clean --force 'a/*' busy/0
expect_stderr - <<END
error: 'a/1' has finished
hint: to remove finished runs, too: --finished
error: 'a/2' may still be running (process 1 of ada on elsewhere): it has given no sign of life for three minutes
hint: if it is not: --presumed-lost
error: 'busy/0' is running (process $(json_value __result__/busy/0/run.json 'r["attempts"][0]["pid"]') of $(id -un) on $(uname -n))
hint: stop it first, or wait for its end
nothing is removed
END
expect_status 1 git exp-clean --force --finished --presumed-lost 'a/*' busy/0
expect_exists __result__/a/0 __result__/a/1 __result__/a/2 __result__/a/3 __result__/busy/0
kill -9 $runner
wait $runner 2>/dev/null || :
removes_it() { git exp-clean -q --force busy/0; }
wait_until removes_it
expect_absent __result__/.active/* __result__/busy
expect_status 0 git exp-clean --force a/0 a/3
expect_status 0 git exp-clean --force --finished --presumed-lost 'a/*'
expect_absent __result__/a
