. "${EXP_TESTS:?}/support/lib.sh"
# What reference system C left: folders with a statistic.json, a set, a title file. The same csv comes out, byte for byte.
new_repo
commit_file a 1
mkdir -p __result__/t1/0 __statistic__/exper-list __statistic__/title
printf '{"hparam": {"lr": "0.001", "expernameid": "t1/0"}, "metric": {"val/acc": "98.7000", "n": "3"}}' \
  >__result__/t1/0/statistic.json
printf 't1/0\n' >__statistic__/exper-list/record.txt
cat >__statistic__/title/record.json <<'TITLE'
{
    "hparam": [
        "lr",
        "expernameid",
        // "batch",
    ],
    "metric": [
        "val/acc",
        "n"
    ]
}
TITLE
expect_status 0 git exp-table
expect_line 'table made: .*__statistic__/table/record.csv$' "$ERR"
printf 'expernameid,lr,val/acc,n\r\nt1/0,0.001,98.7000,3\r\n' >expected.csv
expect_same expected.csv __statistic__/table/record.csv
expect_json __statistic__/table/record.json \
  'r == [{"expernameid": "t1/0", "lr": 0.001, "val/acc": 98.7, "n": 3}]'
printf '\nt1/0\n\n' >__statistic__/exper-list/old.txt
expect_status 0 git exp-table old --format csv
printf 'expernameid,lr,val/acc,n\r\nt1/0,0.001,98.7000,3\r\n' >expected.csv
expect_same expected.csv "$OUT"
expect_absent __statistic__/table/old.csv
