. "${EXP_TESTS:?}/support/lib.sh"
# Results, sets and the seed's file are never frozen, wherever they are; tracked data is. From a folder below the top, too.
new_repo
mkdir -p __data__ src
echo 1 >__data__/tracked; echo 0 >seed.txt; echo 1 >src/code; git add -f -A; at_fixed_time git commit -qm all
git config exp.seedFile seed.txt; git config exp.resultDir out/results
mkdir -p out/results/old __result__ __statistic__; echo r >out/results/old/file; echo r >__result__/x; echo o >out/own; echo s >__statistic__/s
echo 2 >__data__/tracked; echo u >__data__/untracked; echo 7 >seed.txt; echo 2 >src/code
cd src
expect_status 0 git exp-run base -f --snapshot -- cat code
expect_line '^2$' "$OUT"
expect_line '^frozen as commit .*: 2 changed files and 1 new file on ' "$ERR"
cd ..
git diff --name-only HEAD base >../files
expect_file ../files "$(printf '__data__/tracked\nout/own\nsrc/code')"
