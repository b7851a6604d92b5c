. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/hostile.sh"
# The same in the place of what lies beside the runs: markers, memories, sets, titles, configuration.
new_repo
commit_file train 'exit 1'
mkdir -p __statistic__/exper-list __statistic__/title
echo '{}' >__statistic__/title/record.json
expect_status 1 git exp-run base -- sh train
expect_status 0 git exp-record base/0
uuid=$(json_value __result__/base/0/run.json 'r["uuid"]')
own=.git/exp/own/$(echo "$uuid" | cut -c 1-2)
mkdir -p .git/exp/pending __result__/.active
for file in "__result__/.active/$uuid" ".git/exp/pending/$uuid.9" "$own" .git/exp/user/*/last __statistic__/exper-list/record.txt \
  __statistic__/exper-list/finished.txt __statistic__/title/record.json .expconfig; do
  in_place_of "$file" 'exp-list -r' 'exp-show' 'exp-table' 'exp-title' 'exp-record --pending' 'exp-rerun base/0' \
    'exp-run --again base -- true'
done
expect_status 0 git exp-list -r --porcelain
expect_line '^base/0	.*	failed	' "$OUT"
