. "${EXP_TESTS:?}/support/lib.sh"
# In the background: the command returns while the program waits, what is edited afterwards does not reach it, and the record
# is the same as ever.
new_repo
mkfifo "$scratch/gate0" "$scratch/gate1"
commit_file train.sh "cat '$scratch/gate'\$GIT_EXP_ID; . ./part; echo 'loss: 0.5'"
commit_file part 'echo old'
snapshot_repo
expect_status 0 git exp-run base -d --seed 3 -- sh train.sh
expect_line '^base/0 · seed 3 · .*/__result__/base/0$' "$ERR"
expect_line '^  git exp-log -f base/0    follows it$' "$ERR"
expect_line '^  git exp-status           shows what runs$' "$ERR"
expect_line '^  git exp-stop base/0      stops it$' "$ERR"
expect_untouched
expect_status 0 git exp-list -r --porcelain
expect_line '^base/0	.*running' "$OUT"
# It holds neither our terminal nor our files: standard output and error are closed when the command is done.
expect_status 0 sh -c 'git exp-run base -q -d --again -- sh train.sh | cat'
expect_stdout 'base/1'
echo 'echo new' >part
is_finished() { [ "$(json_value "__result__/$1/run.json" 'r["state"]')" = finished ]; }
for run in base/0 base/1; do
  : >"$scratch/gate${run#base/}"
  wait_until is_finished "$run"
  expect_line '^old$' "__result__/$run/log"
  expect_no_line '^new$' "__result__/$run/log"
  expect_json "__result__/$run/run.json" 'r["isolated"] is True' 'r["metrics"]["loss"]["last"] == 0.5' 'r["attempts"][0]["exit"] == 0'
done
# What prevents it is said where it was typed, and leaves nothing.
expect_status 125 git exp-run base -d --again -- true
expect_line "tree is not clean" "$ERR"
git checkout -q part
git checkout -q --detach && git commit -q --allow-empty -m other
expect_status 125 git exp-run base -d -- true
git checkout -q main
expect_absent __result__/base/2
expect_status 129 git exp-run base -d --trial -- true
