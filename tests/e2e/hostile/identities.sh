. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/hostile.sh"
# A stranger's lines about our runs, uuids that are paths, numbers without end: what is ours stays as it is.
new_repo
commit_file train 'echo "acc: 0.5"'
expect_status 0 git exp-run base -m ours -- sh train
UUID=$(json_value __result__/base/0/run.json 'r["uuid"]')
export UUID
note_of_stranger refs/exp-remotes/eve/notes/exp <<'PYTHON'
import os
UUID = os.environ["UUID"]
other = "f" * 40
line(uuid=UUID, run="base/0", commit=other, rev=99)
line(uuid=UUID, run="other/0", rev=99)
line(uuid=UUID, run="base/0", rev=98, deleted=True)
for n, path in enumerate(["../../../precious", "/etc/passwd", "", UUID + "/..", UUID.upper(), UUID[:-1], 7, None, [UUID]]):
    line(run="path/%d" % n, uuid=path)
for n, v in enumerate([10 ** 99, 1e99, 0, -1, 1.5, "1", None, 9223372036854775808]):
    line(run="v/%d" % n, v=v)
for n, rev in enumerate([10 ** 99, -1, 1e300, "2", None, 9223372036854775807]):
    line(run="rev/%d" % n, rev=rev)
line(run="id/999999999"), line(run="base/999999999"), line(run="base/99999999999")
line(run="n/0", attempts=[{"n": 10 ** 18, "host": "h", "user": "u", "pid": 2 ** 40, "started": TIME, "state": "running"}], state="running")
sys.stdout.buffer.write(b'{"v":1,"run":"two/0","uuid":"aaaaaaaa-0000-4000-8000-000000000000","rev":1,"commit":"%b",'
                        b'"run":"base/0","uuid":"%b","rev":99,"state":"failed","message":"eve\'s"}\n' % (COMMIT.encode(), UUID.encode()))
PYTHON
check() {
  timeout 20 git "$@" >"$OUT" 2>"$ERR" || [ $? -ne 124 ] || fail "hangs: $*"
}
each_reader check
for command in exp-show exp-log 'exp-log --attempt 1' exp-rerun exp-continue; do
  # shellcheck disable=SC2086
  check $command n/0
done
expect_status 0 git exp-list -r --porcelain base
expect_line "^base/0	$UUID	" "$OUT"
expect_status 0 git exp-show --json base/0
expect_json "$OUT" 'r["message"] == "ours" and r["rev"] < 90 and r["state"] == "finished"'
expect_status 0 git exp-run --again base -- sh train
expect_exists __result__/base/1/run.json
