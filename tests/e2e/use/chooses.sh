. "${EXP_TESTS:?}/support/lib.sh"
# Chosen for the user, shown with where it comes from, forgotten.
new_repo
commit_file a b
expect_status 1 git exp-use
expect_stdout ""
expect_line '^hint: git exp-use <tag>    chooses one$' "$ERR"
git exp-run -q asr -- true
git exp-run -q asr -- true
expect_status 0 git exp-use asr
expect_stderr "current is the experiment 'asr'"
expect_file .git/exp/user/"$(id -un)"/current asr
expect_status 0 git exp-use
expect_stdout asr
expect_stderr "experiment 'asr', by git exp-use"
expect_status 0 git exp-use asr/0
expect_status 0 git exp-use -q
expect_stdout asr/0
expect_stderr ""
git worktree add -q ../other
expect_status 0 git -C ../other exp-use
expect_stdout asr/0
expect_status 0 git exp-use @
expect_status 0 git exp-use
expect_stdout asr/1
expect_status 0 git exp-use --unset
expect_stderr "no experiment is chosen any more"
expect_status 0 git exp-use --unset
expect_status 1 git exp-use
expect_status 128 git exp-use ars
expect_line "did you mean 'asr'" "$ERR"
expect_status 129 git exp-use --unset asr
