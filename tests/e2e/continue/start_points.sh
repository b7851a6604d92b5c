# Where a run goes on: the last checkpoint that is whole, or what --from names; without one, the beginning.
. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/trainer.sh"
new_repo
commit_trainer
STOP_AT=4 expect_status 3 git exp-run base -f -- ./train
dir=__result__/base/0/checkpoint
take_up() {
  rm -f __result__/base/0/made.txt
  sed -i 's/"state": "finished"/"state": "failed"/' __result__/base/0/run.json
  expect_status 0 git exp-continue base/0 "$@"
}
: >"$dir/epoch_4"  # half-written
take_up
expect_line "^warning: checkpoint '.*/epoch_last' is empty: passed over$" "$ERR"
expect_line '^from 3,' "$OUT"
ln -sfn epoch_99 "$dir/epoch_last"
rm "$dir"/epoch_[456]
echo 5 >"$dir/epoch_5.pth.tmp"
take_up
expect_line "^warning: checkpoint '.*/epoch_last' is a link that leads nowhere: passed over$" "$ERR"
expect_line "^warning: checkpoint '.*/epoch_5.pth.tmp' is a temporary file: passed over$" "$ERR"
expect_line '^from 3,' "$OUT"
rm "$dir/epoch_5.pth.tmp"
ln -s epoch_2 "$dir/epoch_best"
take_up --from best
expect_line '^from 2,' "$OUT"
take_up --from 1
expect_line '^from 1,' "$OUT"
echo 5 >mine.ckpt
take_up --from mine.ckpt
expect_line '^from 5,' "$OUT"
mv "$dir" __result__/base/0/checkpoints  # an older layout
take_up
expect_line '^from 6,' "$OUT"
rm -r __result__/base/0/checkpoint*
take_up
expect_line '^no checkpoint: it starts from the beginning$' "$ERR"
sed -i 's/"state": "finished"/"state": "failed"/' __result__/base/0/run.json
expect_status 125 git exp-continue base/0 --from 77
expect_line "^fatal: there is no checkpoint '77' of 'base/0'$" "$ERR"
