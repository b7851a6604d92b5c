. "${EXP_TESTS:?}/support/lib.sh"
# On a terminal: the pager, bold headings, colours of a log but nothing else of it.
new_repo
commit_file a b
git exp-run -q base -- echo 'acc: 0.5'
printf 'one\033[31mred\033[m\033[2J\r\ntwo\n' >__result__/base/0/log
export GIT_PAGER=cat
in_terminal git exp-show base/0 >"$scratch/seen"
expect_line "^$(printf '\033')\\[1mbase/0$(printf '\033')\\[m" "$scratch/seen"
expect_line "$(printf '\033')\\[1mattempts$(printf '\033')\\[m" "$scratch/seen"
in_terminal git exp-show --log base/0 >"$scratch/seen"
expect_line "^one$(printf '\033')\\[31mred$(printf '\033')\\[m.x1b\\[2J$(printf '\r')\$" "$scratch/seen"
in_terminal git -c color.exp=never exp-show --log base/0 >"$scratch/seen"
expect_line '^onered.x1b\[2J' "$scratch/seen"
export GIT_PAGER='sed s/^/paged:/'
in_terminal git exp-show --params --log base/0 >"$scratch/seen"
expect_line '^paged:two' "$scratch/seen"
git exp-show base/0 >"$scratch/seen"
expect_no_line "paged|$(printf '\033')" "$scratch/seen"
