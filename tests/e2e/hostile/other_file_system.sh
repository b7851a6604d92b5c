. "${EXP_TESTS:?}/support/lib.sh"
# Results on another file system than the repository: run, continue, rerun in a checkout, record and clean.
new_repo
printf 'made\nlink\n' >.gitignore
git add .gitignore && git commit -qm ignore
commit_file train 'echo "acc: 0.5"; echo 1 >"$GIT_EXP_CHECKPOINT_DIR/epoch_1"; echo made >made; ln -s made link; [ "$GIT_EXP_ATTEMPT" = 2 ]'
tmpfs 16m "$scratch/results"
ln -s "$scratch/results" __result__
git config exp.isolate always
expect_status 1 git exp-run base -- sh train
rm -f made link
expect_status 0 git exp-continue base/0
expect_file __result__/base/0/files/made made
[ "$(readlink __result__/base/0/files/link)" = made ] || fail 'a link was followed'
expect_status 1 git exp-rerun base/0
expect_status 0 git exp-record --label good base/0
expect_status 0 git exp-list -r --porcelain
expect_line '^base/0	.*	finished	' "$OUT"
expect_line '^base/1	.*	failed	' "$OUT"
expect_status 0 git exp-clean --force base/1
expect_absent __result__/base/1
find "$scratch/results" -name '.[otn]*-*' >"$scratch/left"
[ ! -s "$scratch/left" ] || fail "left: $(cat "$scratch/left")"
# Full: it is said, nothing that was there is damaged, and the program's status counts.
cp __result__/base/0/run.json "$scratch/before.json"
dd if=/dev/zero of="$scratch/results/fill" bs=64k 2>/dev/null || :
status=0
git exp-run --again base -- sh train >"$OUT" 2>"$ERR" || status=$?
[ "$status" -ne 0 ] || fail 'nothing is said of a full disk'
expect_line 'no space left on device' "$ERR"
expect_same __result__/base/0/run.json "$scratch/before.json"
