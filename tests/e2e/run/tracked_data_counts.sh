. "${EXP_TESTS:?}/support/lib.sh"
# Data that git tracks is part of the code: changed, it is in the way; our own untracked folders never are. What we write
# ourselves (exp.seedFile, sets) is no drift.
new_repo
commit_file __data__/d.csv 1
commit_file seed.txt 0
expect_status 0 git exp-run base -- true
echo 2 >__data__/d.csv
expect_status 125 git exp-run base -- true
expect_line '^fatal:    M __data__/d.csv$' "$ERR"
git checkout -q __data__; touch __data__/new
git config exp.seedFile seed.txt
expect_status 0 git exp-run base -- cat seed.txt
expect_json __result__/base/1/run.json '"drift" not in r or r["drift"] == []'
[ "$(cat "$OUT")" = "$(json_value __result__/base/1/run.json 'r["seed"]["root"]')" ] || fail "another seed in the file"
touch seed.txt -d '1 hour ago'
index=$(sha256sum .git/index)
expect_status 0 git exp-run base -- true
[ "$index" = "$(sha256sum .git/index)" ] || fail "the index was written"
