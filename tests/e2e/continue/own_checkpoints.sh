# A program that names its checkpoints as it likes is taken up by exp.checkpoint; the newest copy counts each time.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
cat >train <<'PROGRAM'
#!/bin/sh
mkdir -p ckpt
echo "resume: $(basename "${GIT_EXP_RESUME:-none}"), $(cat "${GIT_EXP_RESUME:-/dev/null}")"
n=$GIT_EXP_ATTEMPT
echo "weights $n" >"ckpt/model-$((n * 9)).pt"
echo "state $n" >ckpt/optimizer.pt
[ "$n" -gt 2 ]
PROGRAM
chmod +x train
echo ckpt >.gitignore
commit_all
git config exp.checkpoint 'ckpt/*.pt'
expect_status 1 git exp-run base -- ./train
expect_status 1 git exp-continue
expect_line '^resume: model-9.pt, weights 1$' "$OUT"
expect_status 0 git exp-continue
expect_line '^resume: model-18.pt, weights 2$' "$OUT"
expect_file __result__/base/0/checkpoint/optimizer.pt 'state 3'
