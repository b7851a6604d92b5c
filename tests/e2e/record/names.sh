. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Every way to name runs; each goes in once, in the order in which it is named.
new_repo
commit_file sub/a b
for run in asr/0 asr/2 asr/10 größe/0 deep/er/tts/0; do make_run $run; done
uuid=$(json_value __result__/größe/0/run.json 'r["uuid"]')
list=__statistic__/exper-list
cd sub
expect_status 0 git exp-record -s "my set" 'asr/*' asr/2 asr "$(printf %.8s "$uuid")" größe \
  ../__result__/deep/er/tts/0
expect_line "^recorded 5 runs in 'my set' \(5 runs\)$" "$ERR"
cd ..
expect_file "$list/my set.txt" "$(printf '%s\n' asr/0 asr/2 asr/10 größe/0 deep/er/tts/0)"
expect_status 0 git exp-record -- deep/er/tts
expect_file $list/record.txt deep/er/tts/0
expect_status 1 git exp-record 'nothing/*'
expect_line "^error: no run matches 'nothing/\*'$" "$ERR"
