. "${EXP_TESTS:?}/support/lib.sh"
# What the program sees of us, and that git's own variables are gone.
new_repo
commit_file a 1
mkdir sub && commit_file sub/b 2
cd sub
expect_status 0 env PYTHONHASHSEED=11 git exp-run base --seed 9 --env A='x y' -- env
for variable in GIT_EXP_RUN=base/0 GIT_EXP_TAG=base GIT_EXP_ID=0 GIT_EXP_SEED=9 GIT_EXP_ATTEMPT=1 'A=x y' PYTHONHASHSEED=11 \
  PYTHONUNBUFFERED=1 "GIT_EXP_DIR=$scratch/work/repo/__result__/base/0" \
  "GIT_EXP_STATISTIC=$scratch/work/repo/__result__/base/0/statistic.json"; do
  expect_line "^$variable$" "$OUT"
done
expect_no_line '^(GIT_DIR|GIT_WORK_TREE|GIT_PREFIX|GIT_EXP_RESUME|GIT_INDEX_FILE)=' "$OUT"
expect_status 0 git exp-run base -- pwd
expect_stdout "$scratch/work/repo/sub"
expect_json ../__result__/base/0/run.json 'r["cwd"] == "sub"' 'r["env"] == {"A": "x y"} or r["env"] == [["A", "x y"]]'
