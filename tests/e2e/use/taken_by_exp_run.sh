. "${EXP_TESTS:?}/support/lib.sh"
# exp-run without a tag: the current experiment, if it is on this commit; else as ever, which is said.
new_repo
commit_file a b
git exp-run -q asr -- true
git exp-run -q ctc -- true
expect_status 125 git exp-run -- true
expect_line '^fatal: several experiments at this commit' "$ERR"
git exp-use -q ctc/0
expect_status 0 git exp-run -- true
expect_line "^experiment 'ctc', the current one \(git exp-use\)$" "$ERR"
expect_exists __result__/ctc/1
expect_status 0 env GIT_EXP_CURRENT=asr git exp-run -- true
expect_line "^experiment 'asr', the current one \(GIT_EXP_CURRENT\)$" "$ERR"
expect_status 0 git exp-run asr -- true
expect_no_line 'current' "$ERR"

commit_file a c
git exp-run -q next -- true
expect_status 0 git exp-run -- true
expect_line "^the current experiment 'ctc' \(git exp-use\) is of another commit, " "$ERR"
expect_line "^experiment 'next', the one at this commit$" "$ERR"
expect_exists __result__/next/1

# --next and --extra go on from it; without one they want a tag.
commit_file a d
expect_status 125 git exp-run -- true
expect_line '^hint: git exp-run ctc-2 ...$' "$ERR"
expect_status 0 git exp-run --next -- true
expect_line "^experiment 'ctc', the current one \(git exp-use\)$" "$ERR"
expect_exists __result__/ctc-2/0
git exp-use -q ctc-2
expect_status 0 git exp-run --extra --lr=1 -- true
expect_exists __result__/ctc-2_lr1/0
git exp-use -q --unset
expect_status 129 git exp-run --next -- true
expect_line "^error: option '--next' wants a tag, or a current experiment" "$ERR"

git exp-use -q next
git tag -d next >"$OUT"
expect_status 125 git exp-run -- true
expect_line "^fatal: there is no tag 'next', the current experiment \(git exp-use\)$" "$ERR"
expect_line '^hint: git exp-use --unset    forgets it$' "$ERR"
