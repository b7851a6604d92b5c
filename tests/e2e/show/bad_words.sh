. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# RUN of every bad kind: one clear message, a hint, no output.
new_repo
commit_file a b
make_run base/0
git tag -a empty -m 'Exp-Experiment: 1'
refused() {  # WORD MESSAGE HINT
  expect_status 128 git exp-show "$1"
  expect_stdout ""
  expect_stderr "$(printf '%s\n' "fatal: $2" "hint: $3")"
}
unknown='git exp-list -r   lists the runs'
refused asr-tts/7 "no run is called 'asr-tts/7'" "$unknown"
refused bade "no run is called 'bade'" "did you mean 'base'?"
refused nonsense "no run is called 'nonsense'" "$unknown"
refused ../../etc "no run is called '../../etc'" "$unknown"
refused "$(printf 'a\033c')" "no run is called 'a\\x1bc'" "$unknown"
refused empty "no run is called 'empty'" "experiment 'empty' has no run yet"
refused 'x*/0' "no run matches 'x*/0'" "$unknown"
refused 'bade/*' "no run matches 'bade/*'" "did you mean 'base/*'?"
refused 'base/7*' "no run matches 'base/7*'" "git exp-list -r base   lists its runs"
refused a "no run is called 'a'" "it is a file here; a pattern must be in quotes: '*/0'"  # git exp-show *
refused '' "no run is called ''" "$unknown"
refused @ "'@' is the run that you last started in this repository, and there is none" "name a run: <tag>/<id>"
mkdir __result__/base/1
echo '{' >__result__/base/1/run.json
expect_status 128 git exp-show base/1
expect_line "^warning: the record '.*/base/1/run.json' ends in the middle$" "$ERR"
cd ..
expect_status 128 git exp-show base/0
expect_line '^fatal: not a git repository' "$ERR"
