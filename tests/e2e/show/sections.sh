. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Sections alone and together, of several runs; a log goes into a pipe byte for byte.
new_repo
commit_file a b
make_run asr/0 '{"hparam":{"lr":0.1},"metric":{"acc":0.5}}'
make_run asr/1 '{"hparam":{"lr":0.2},"metric":{"acc":0.75}}'
expect_status 0 git exp-show --params asr/0
expect_stdout "$(printf '%s\n' parameters 'name  value' 'lr    0.1')"
expect_status 0 git exp-show --params --metrics asr/0 asr/1
for line in '^asr/0$' '^asr/1$' '^lr +0.1$' '^lr +0.2$' '^acc +0.5$' '^acc +0.75$'; do expect_line "$line" "$OUT"; done
expect_no_line '^uuid' "$OUT"
printf '\033[31mred\033[2J\r\n\377\n' >__result__/asr/0/log
expect_status 0 git exp-show --log asr/0
expect_same __result__/asr/0/log "$OUT"
mkdir -p __result__/asr/0/checkpoint/old
head -c 3000 /dev/zero >__result__/asr/0/checkpoint/old/epoch_1.bin
ln -s old/epoch_1.bin __result__/asr/0/checkpoint/epoch_last.bin
expect_status 0 git exp-show --files asr/0
expect_line '^  2.9 KiB  checkpoint/old/epoch_1.bin$' "$OUT"
expect_line 'checkpoint/epoch_last.bin -> old/epoch_1.bin$' "$OUT"
expect_status 0 git exp-show asr/0
expect_line '^  2.9 KiB  checkpoint/  \(2 files\)$' "$OUT"
echo '{"python":{"version":"3.11","packages":{"numpy":"1.26.4"}},"variables":{"CUDA_VISIBLE_DEVICES":"0"}}' \
  >__result__/asr/0/environment.json
expect_status 0 git exp-show --env asr/0
expect_line '^python.packages.numpy +1.26.4$' "$OUT"
expect_status 0 git exp-show asr/0
expect_line '^python +3.11, 1 package$' "$OUT"
expect_status 1 git exp-show --log asr/0 asr/1
expect_line "^error: 'asr/1' has no log$" "$ERR"
