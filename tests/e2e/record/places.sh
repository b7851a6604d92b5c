. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# One set, from anywhere: subfolder, git -C, GIT_DIR, linked work tree; the repository itself is not touched.
new_repo "my project"
commit_file sub/a b
top=$PWD
for id in 0 1 2 3; do make_run asr/$id; done
git tag asr
git worktree add -q ../linked
snapshot_repo
(cd sub && git exp-record -q asr/0)
cd "$scratch"
expect_status 0 git -C "$top/sub" exp-record asr/1
expect_status 0 env GIT_DIR="$top/.git" GIT_WORK_TREE="$top" git exp-record asr/2
cd "$scratch/work/linked/sub"
expect_status 0 git exp-record
expect_stderr "recorded asr/3 in 'record' (4 runs)"
cd "$top"
expect_file __statistic__/exper-list/record.txt "$(printf 'asr/%s\n' 0 1 2 3)"
expect_untouched
cd "$scratch"
expect_status 128 git exp-record asr/0
expect_line '^fatal: not a git repository' "$ERR"
