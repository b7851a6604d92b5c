. "${EXP_TESTS:?}/support/lib.sh"
# On a terminal one pager has all of it, git's code included; colour follows git's settings.
new_repo
commit_file t.sh 'echo "loss: $1"'
git exp-run -q --seed 1 a -- sh t.sh 1
commit_file other x
git exp-run -q --seed 1 b -- sh t.sh 2
escape=$(printf '\033')
GIT_PAGER='sed s/^/P:/' in_terminal git exp-diff a b >"$scratch/seen"
expect_line "^P:$escape\\[31m--- a/0" "$scratch/seen"
expect_line "^P:- sh t.sh $escape\\[31m1$escape\\[m" "$scratch/seen"
expect_line "^P:$escape\\[32m\\+$escape\\[m$escape\\[32mx" "$scratch/seen"
expect_no_line '^[^P]' "$scratch/seen"
git config color.exp false
GIT_PAGER='sed s/^/P:/' in_terminal git exp-diff a b >"$scratch/seen"
expect_no_line "$escape" "$scratch/seen"
expect_line '^P:\+x' "$scratch/seen"
git config --unset color.exp
git config pager.exp-diff false
GIT_PAGER='sed s/^/P:/' in_terminal git exp-diff a b >"$scratch/seen"
expect_no_line '^P:' "$scratch/seen"
git -c color.exp=always exp-diff a b >"$scratch/seen"
expect_line "$escape\\[31m--- a/0" "$scratch/seen"
