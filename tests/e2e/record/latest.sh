. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Without a name: the latest run of each experiment at HEAD; none there, and none started here: exit status 1.
new_repo
commit_file a b
expect_status 1 git exp-record
expect_line '^fatal: no experiment has a run at HEAD, and none was started here$' "$ERR"
expect_line '^hint: name the runs: git exp-record ' "$ERR"
expect_absent __statistic__

make_run asr/2; make_run asr/1; make_run group/tts/0
git tag -a -m asr asr; git tag group/tts; git tag v1.0
expect_status 0 git exp-record
expect_stdout ""
expect_line "^recorded asr/1 and group/tts/0 in 'record' \(2 runs\)$" "$ERR"
expect_file __statistic__/exper-list/record.txt "$(printf 'asr/1\ngroup/tts/0')"
[ -z "$(git status --porcelain)" ] || fail "the tree is not clean"

expect_status 0 git exp-record
expect_stderr "asr/1 and group/tts/0 are already in 'record' (2 runs)"
expect_status 0 git exp-record -q
expect_stderr ""
