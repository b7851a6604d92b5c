# What is not taken up, and what to do instead.
. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
new_repo
commit_file train 'true'
expect_status 0 git exp-run base -f -- sh train
cp __result__/base/0/run.json ../before
expect_status 125 git exp-continue base/0
expect_stderr - <<'TEXT'
fatal: 'base/0' is finished
hint: git exp-continue --force base/0    continues it all the same
hint: git exp-rerun base/0    makes a new run of it
TEXT
expect_same __result__/base/0/run.json ../before
expect_status 0 git exp-continue --force base/0
expect_json __result__/base/0/run.json 'len(r["attempts"]) == 2'

expect_status 125 git exp-continue bace
expect_line "^fatal: no run is called 'bace'$" "$ERR"
expect_line "^hint: did you mean 'base'\?$" "$ERR"
for bad in '' base/7 'base/*' ../base a..b 0 -- nothing/here "$(printf 'a\033[31m')"; do
  got=0
  git exp-continue --force -- "$bad" >"$OUT" 2>"$ERR" || got=$?
  [ "$got" = 125 ] || [ -z "$bad" ] || fail "status $got for '$bad'"
done
cp -r __result__/base/0 __result__/base/5
expect_status 125 git exp-continue --force __result__/base/5
expect_line "is a copy of 'base/0'$" "$ERR"
rm -r __result__/base
expect_status 125 git exp-continue --force base/0
expect_line "^fatal: the folder of 'base/0' is not here" "$ERR"
expect_line '^hint: git exp-rerun base/0 ' "$ERR"
expect_status 129 git exp-continue a b
make_run gone/0 '' failed
sed -i "s/\"commit\": \"[0-9a-f]*\"/\"commit\": \"$(printf '%040d' 7)\"/" __result__/gone/0/run.json
git remote add lab ../lab
expect_status 125 git exp-continue gone/0
expect_line "^fatal: the commit of 'gone/0', 0000000000, is not in this repository$" "$ERR"
expect_line '^hint: git fetch lab refs/exp/commits/0{39}7:refs/exp/commits/0{39}7 ' "$ERR"
