. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# No log, no folder, several runs, no such run: said, with what to do.
new_repo
commit_file a b
make_run asr/0
refused() {  # STATUS MESSAGE HINT ARGUMENT…
  status=$1 message=$2 hint=$3; shift 3
  expect_status "$status" git exp-log "$@"
  expect_stdout ""
  expect_stderr "$(printf '%s\n' "fatal: $message" "hint: $hint")"
}
refused 1 "'asr/0' has no log" "it was never started, or its log was removed: '$PWD/__result__/asr/0/log'" asr/0
make_run asr/1
refused 128 "'asr/*' means 2 runs, and one log is shown at a time" "git exp-log asr/0
hint: git exp-log asr/1" 'asr/*'
refused 128 "no run is called 'nonsense'" 'git exp-list -r   lists the runs' nonsense
git exp-run -q base -- true
mv __result__/base ../away
host=$(git exp-show --porcelain base | sed -n 's/^host	//p')
user=$(git exp-show --porcelain base | sed -n 's/^user	//p')
refused 1 "the folder of 'base/0' is not here any more" "it ran on '$host', started by '$user'" base/0
refused 1 "the folder of 'base/0' is not here any more" "it ran on '$host', started by '$user'" -f base/0
expect_status 1 git exp-log -f asr/0
mkdir __result__/asr/0/log
expect_status 1 timeout 20 git exp-log asr/0
expect_line "^fatal: the log of 'asr/0' is no regular file" "$ERR"
rmdir __result__/asr/0/log && mkfifo __result__/asr/0/log
expect_status 1 timeout 20 git exp-log -f asr/0
