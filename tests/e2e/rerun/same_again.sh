# A new run of the same code, command, seed and parameters: the next number, with a record that names what it repeats.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
mkdir sub
commit_file sub/train 'echo "$GIT_EXP_RUN $GIT_EXP_SEED $LEVEL $* $(basename "$PWD")"; echo "loss: $GIT_EXP_SEED"'
cd sub
expect_status 0 git exp-run base -S lr=0.5 --env LEVEL=3 -m first -- sh train {seed} {id}
seed=$(json_value ../__result__/base/0/run.json 'r["seed"]["root"]')
cd ..
snapshot_repo
expect_status 0 git exp-rerun base/0
expect_untouched
expect_line "^base/1 $seed 3 $seed 1 --lr=0.5 sub\$" "$OUT"
expect_line "^base/1 · again base/0 · seed $seed ·" "$ERR"
expect_json __result__/base/1/run.json 'r["state"] == "finished"' 'r["command"] == ["sh", "train", "{seed}", "{id}"]' \
  "r['seed'] == {'root': $seed, 'fixed': True, 'via': 'rerun'}" 'r["cwd"] == "sub"' 'r["isolated"] is False' \
  'r["rerun_of"]["run"] == "base/0"' 'r["overrides"] == {"lr": "0.5"}' 'r["env"] == {"LEVEL": "3"}'
expect_status 0 git exp-rerun base
expect_line '^base/2 · again base/1 ·' "$ERR"
expect_status 0 git exp-record base/0 base/1 base/2
git tag -d base >/dev/null
rm -r __result__/base/0
expect_status 0 git exp-rerun base/0 -q  # without its folder and its tag
[ "$(git tag)" = base ] || fail 'the tag is not there again'
expect_line "^base/3 $seed 3 $seed 3 " "$OUT"
