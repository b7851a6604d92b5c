# --verify of several runs, or of a set: a line each, exit status 1 if one differs; --keep=no removes what agrees.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
commit_file train 'echo "loss: $GIT_EXP_SEED"; [ "$GIT_EXP_TAG" = good ] || echo "when: $(date +%s%N)"'
expect_status 0 git exp-run good --seed 1 -- sh train
expect_status 0 git exp-run good --seed 2 -- sh train
expect_status 0 git exp-run bad --seed 3 -- sh train
expect_status 0 git exp-record -s paper good/0 bad/0 good/1
expect_status 1 git exp-rerun --verify -s paper --keep=no
expect_stdout - <<'TEXT'
good/0: reproduced exactly by good/2 (1 metric, 1 value)
bad/0: differs, by bad/1 (1 of 2 metrics)
good/1: reproduced exactly by good/3 (1 metric, 1 value)
TEXT
expect_absent __result__/good/2 __result__/good/3
expect_exists __result__/bad/1
git notes --ref=exp show HEAD | grep -q '"run":"good/2"' || fail 'the record is gone, too'
expect_status 0 git exp-rerun --verify good/0 good/1 --porcelain
expect_stdout "$(printf 'good/0\tgood/4\texact\t1\t0\ngood/1\tgood/5\texact\t1\t0')"
expect_status 1 git exp-rerun --verify 'bad/0' --json
cp "$OUT" ../verdict.json
expect_json ../verdict.json 'r[0]["verdict"] == "differs"' 'r[0]["differences"][0]["metric"] == "when"' 'r[0]["again"] == "bad/2"'
expect_status 125 git exp-rerun --verify -s nothing
expect_line "^fatal: there is no set 'nothing'$" "$ERR"
expect_status 129 git exp-rerun -s paper
