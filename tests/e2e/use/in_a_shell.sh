. "${EXP_TESTS:?}/support/lib.sh"
# --export is for eval: it counts in that shell alone, and writes nothing. Both at once are told apart.
new_repo
commit_file a b
git exp-run -q asr -- true
git exp-run -q ctc -- true
eval "$(git exp-use asr --export)"
[ "$GIT_EXP_CURRENT" = asr ] || fail "not exported"
expect_absent ".git/exp/user/$(id -un)/current"
expect_status 0 git exp-use
expect_stdout asr
expect_stderr "experiment 'asr', by GIT_EXP_CURRENT, in this shell"
expect_status 0 git exp-use ctc
expect_line "^warning: in this shell GIT_EXP_CURRENT is 'asr', which counts$" "$ERR"
expect_status 0 git exp-show --porcelain
expect_line '^name	asr/0$' "$OUT"
eval "$(git exp-use --unset --export)"
[ -z "${GIT_EXP_CURRENT+set}" ] || fail "not unset"
expect_status 0 git exp-use
expect_stdout ctc
expect_status 0 git exp-use --export
expect_stdout "export GIT_EXP_CURRENT=ctc"
eval "$(git exp-use nothing --export 2>"$ERR")"
[ -z "${GIT_EXP_CURRENT+set}" ] || fail "an unknown one was exported"
