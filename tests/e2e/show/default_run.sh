. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Without RUN: GIT_EXP_CURRENT, the run last started, the newest at HEAD; which one is said.
new_repo
commit_file a b
expect_status 128 git exp-show
expect_stderr - <<'END'
fatal: no run was started here, and no experiment has a run at HEAD
hint: name one: <experiment>/<id>; git exp-list -r   lists them
END
make_run asr/0; make_run asr/1
git tag -a asr -m 'Exp-Experiment: 1'
expect_status 0 git exp-show --porcelain
expect_stderr "asr/1: the newest run at HEAD"
git exp-run -q base -- true
expect_status 0 git exp-show --porcelain
expect_stderr "base/0: the run that you last started here"
GIT_EXP_CURRENT=asr/0 git exp-show -v --porcelain >"$OUT" 2>"$ERR"
expect_line "^asr/0: GIT_EXP_CURRENT names it$" "$ERR"
expect_line "^name	asr/0$" "$OUT"
GIT_EXP_CURRENT=asr/9 git exp-show >"$OUT" 2>"$ERR" && fail "what is named is gone"
expect_line "^fatal: no run is called 'asr/9', which GIT_EXP_CURRENT names$" "$ERR"
expect_status 0 git exp-show -q --porcelain
expect_stderr ""
