. "${EXP_TESTS:?}/support/lib.sh"
# Which set, which columns, which files.
new_repo
commit_file t.sh 'echo "{\"hparam\":{\"lr\":$1},\"metric\":{\"acc\":$2}}" >"$GIT_EXP_STATISTIC"'
expect_status 0 git exp-table
expect_line "no run has finished yet" "$ERR"
expect_absent __statistic__/table
git exp-run -q base -- sh t.sh 0.10 0.5
git exp-run -q base -- sh t.sh 1e-05 0.75
git exp-run -q base -- false || true
expect_status 0 git exp-table
expect_line "^nothing is recorded yet .*finished" "$ERR"
expect_stdout - <<'TABLE'
expernameid     lr   acc
base/0       0.10   0.5
base/1       1e-05  0.75
TABLE
expect_exists __statistic__/table/finished.csv __statistic__/table/finished.json
git exp-record -q base/1
expect_status 0 git exp-table -q
expect_stderr ''
expect_line '^base/1 +1e-05 +0.75$' "$OUT"
printf 'expernameid,lr,acc\r\nbase/1,1e-05,0.75\r\n' >"$scratch/csv"
expect_same "$scratch/csv" __statistic__/table/record.csv
expect_status 0 git exp-table --all --format ndjson --columns state,acc --filter 'state = failed or acc > 0.6'
expect_stdout - <<'JSON'
{"expernameid":"base/1","state":"finished","acc":0.75}
{"expernameid":"base/2","state":"failed","acc":null}
JSON
expect_status 0 git exp-table --runs 'base/[01]' --sort -acc --format csv --columns 'acc as best'
printf 'expernameid,best\r\nbase/1,0.75\r\nbase/0,0.5\r\n' >"$scratch/csv"
expect_same "$scratch/csv" "$OUT"
[ -z "$(git status --porcelain)" ] || fail "the tree is not clean"
