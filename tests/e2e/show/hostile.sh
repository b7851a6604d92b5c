. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Records, files and environments of strangers: control characters never reach the terminal, nothing is followed.
new_repo
commit_file a b
make_run asr/0 '{"hparam":{"a\u001b[2J":"\u001b]0;title\u0007"},"metric":{"m\u009b":"\u202e"}}'
python3 - <<'PYTHON'
import json
path = "__result__/asr/0/run.json"
record = json.load(open(path))
record.update(message="\x1b[31m\nred", command=["sh", "-c", "a\x1bb\n'c"], cwd="../../\x1b", user="\x07", drift=["\x1b"],
              label={"x": 1}, rerun_of=["\x1b"], forked_from={"run": "\x1b"}, snapshot=7, verified="\x1b[1m",
              env={"LD_PRELOAD\x1b": "x"}, environment={"gpus": ["\x1b"], "cpu": "\x1b"})
record["attempts"][0].update(trouble="\x1b", host="\x1b", command=["\x1b"], job="\x9b")
json.dump(record, open(path, "w"))
PYTHON
ln -s / "__result__/asr/0/$(printf 'link\033')"
mkfifo __result__/asr/0/log __result__/asr/0/environment.json
expect_status 0 timeout 20 git exp-show asr/0
expect_no_line "$(printf '[\033\007]')" "$OUT"
expect_line '^message +\\x1b\[31m\\nred$' "$OUT"
expect_line 'link\\x1b -> /$' "$OUT"
expect_status 0 timeout 20 git exp-show --params --metrics --env --files asr/0
expect_no_line "$(printf '[\033\007]')" "$OUT"
expect_status 0 timeout 20 git exp-show --porcelain asr/0
expect_no_line "$(printf '[\033\007]')" "$OUT"
expect_status 0 timeout 20 git exp-show --json asr/0
expect_json "$OUT" 'r["message"] == "\x1b[31m\nred"'
expect_status 1 timeout 20 git exp-show --log asr/0
expect_line "^error: the log of 'asr/0' is no regular file" "$ERR"
sed -i 's/"v": 1/"v": 9/' __result__/asr/0/run.json
expect_status 0 git exp-show asr/0
expect_line '^state +unknown: recorded by a newer version of git-exp$' "$OUT"
