# --keep=no: the folder goes only when the record is in the notes.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
commit_file train 'echo "loss: $GIT_EXP_SEED"'
expect_status 0 git exp-run base -f -- sh train
: >.git/refs/notes/exp.lock
expect_status 0 git exp-rerun --verify --keep=no base/0
expect_line "^warning: the folder of base/1 stays: its record is not in the notes yet$" "$ERR"
expect_exists __result__/base/1/run.json
rm .git/refs/notes/exp.lock
expect_status 0 git exp-rerun --verify --keep=no base/0
expect_absent __result__/base/2
[ -z "$(find __result__/base -name '.old*')" ] || fail 'a folder is left aside'
for run in base/1 base/2; do
  git notes --ref=exp show HEAD | grep -q "\"run\":\"$run\"" || fail "the record of $run is lost"
done
