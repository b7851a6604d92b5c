. "${EXP_TESTS:?}/support/lib.sh"
# The main job in a project that has never heard of us: run, record, title, table. Also called by the tests of the
# installed suite (tests/meta/installed-files.sh) and of the package (tests/meta/package.sh).
new_repo "my project"
cat >train.sh <<'TRAIN'
lr=${1#--lr=}
echo "learning rate $lr, seed $GIT_EXP_SEED"
echo "loss: 0.$((GIT_EXP_SEED + 5))"
printf '{"hparam": {"lr": %s}, "metric": {"val/acc": 0.9%s}}\n' "$lr" "$GIT_EXP_SEED" >"$GIT_EXP_STATISTIC"
TRAIN
commit_all "a program"
git config exp.metric val/acc:max

for lr in 0.1 0.01; do
  for seed in 1 2; do
    expect_status 0 git exp-run base --seed $seed -S lr=$lr -- sh train.sh
    expect_line '0\.9'$seed "$ERR"
  done
done
[ "$(git rev-parse 'base^{commit}')" = "$(git rev-parse HEAD)" ] || fail "the tag is not on HEAD"
expect_json __result__/base/3/run.json 'r["state"] == "finished"' 'r["seed"]["root"] == 2' 'r["run"] == "base/3"'
expect_line '^learning rate 0.01, seed 2$' __result__/base/3/log
[ "$(git notes --ref=exp show HEAD | wc -l)" -eq 4 ] || fail "not four records on the commit"

expect_status 0 git exp-record 'base/*'
expect_file __statistic__/exper-list/record.txt "$(printf 'base/%s\n' 0 1 2 3)"
expect_status 0 git exp-title
expect_json __statistic__/title/record.json '"lr" in r["hparam"]' '"val/acc" in r["metric"]'
expect_status 0 git exp-table
expect_line '^base/2 .*0\.01.*0\.91' "$OUT"
expect_exists __statistic__/table/record.csv __statistic__/table/record.json
expect_line '^base/1,' __statistic__/table/record.csv
expect_status 0 git exp-table --group-by --format csv
expect_status 0 git exp
expect_line base "$OUT"
[ -z "$(git status --porcelain)" ] || fail "the tree is not clean: $(git status --porcelain)"
