. "${EXP_TESTS:?}/support/lib.sh"
# A clone that fetched the records has the table without the folders; a newer record counts before an older folder.
new_repo origin
commit_file t.sh 'echo "{\"hparam\":{\"lr\":0.1},\"metric\":{\"acc\":[0.1,0.75,0.5]}}" >"$GIT_EXP_STATISTIC"'
git exp-run -q base -- sh t.sh
git exp-run -q base -- sh t.sh
git exp-record -q --label best base/1
cd ..
git clone -q origin clone
cd clone
git fetch -q origin '+refs/notes/exp*:refs/exp-remotes/origin/notes/exp*'
expect_status 0 git exp-table --all --format csv --columns label,lr,acc,acc:max
printf 'expernameid,label,lr,acc,acc:max\r\nbase/0,,0.1,0.5,0.75\r\nbase/1,best,0.1,0.5,0.75\r\n' >"$scratch/csv"
expect_same "$scratch/csv" "$OUT"
mkdir -p __statistic__/exper-list
echo base/1 >__statistic__/exper-list/mine.txt
expect_status 0 git exp-table mine --format ndjson --columns label,acc
expect_stdout '{"expernameid":"base/1","label":"best","acc":0.5}'
{ echo base/0 && seq -f 'base/%g' 100 120; } >__statistic__/exper-list/mine.txt
expect_status 1 git exp-table mine --format ndjson --columns acc
expect_stdout '{"expernameid":"base/0","acc":0.5}'
expect_line "^warning: no run is called 'base/109'" "$ERR"
expect_line '^warning: 11 further runs are unknown' "$ERR"
cd ../origin
sed -i 's/"rev": [0-9]*/"rev": 1/; s/"state": "finished"/"state": "running"/' __result__/base/0/run.json
expect_status 0 git exp-table --runs base/0 --format ndjson --columns state
expect_stdout '{"expernameid":"base/0","state":"finished"}'
echo base/0 >__statistic__/exper-list/mine.txt
expect_status 0 git exp-table mine --format ndjson --columns state
expect_stdout '{"expernameid":"base/0","state":"finished"}'
