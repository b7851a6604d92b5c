. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/trainer.sh"
# {resume} and exp.resumeArgs as in exp-continue; exp.forkCommand comes before the source's own; --dry-run shows them.
new_repo
commit_trainer
git exp-run -q base --seed 1 -- ./train
git config exp.resumeArgs '--resume {resume}'
expect_status 0 git exp-run base --fork base/0:3
expect_line "words: --resume $PWD/__result__/base/1/checkpoint/forked/epoch_3\$" "$OUT"
expect_status 0 git exp-run base --fork base/0:3 -- ./train '--init={resume}'
expect_line "words: --init=$PWD/__result__/base/2/checkpoint/forked/epoch_3\$" "$OUT"
git config exp.forkCommand "./train 'fine tuned'"
git config --unset exp.resumeArgs
expect_status 0 git exp-run base --fork base/0:3
expect_line '^command of exp.forkCommand:' "$ERR"
expect_line 'words: fine tuned$' "$OUT"
expect_status 0 git exp-run base --fork base/0:3 -n
expect_line "GIT_EXP_RESUME=$PWD/__result__/base/4/checkpoint/forked/epoch_3\$" "$OUT"
expect_absent __result__/base/4

# A command that somebody else recorded is not run because none was typed.
git config --unset exp.forkCommand
sed -i 's/"\.\/train"/"touch", "stranger"/' __result__/base/0/run.json
chown -R nobody __result__/base/0 2>"$ERR" || skip "not root"
expect_status 125 git exp-run tune --fork base/0:3
expect_line '^fatal: no command was given, and the last one of .base. was recorded by somebody else' "$ERR"
expect_absent stranger
expect_status 0 git exp-run tune --fork base/0:3 -- ./train
expect_line '^from 3,' "$OUT"
