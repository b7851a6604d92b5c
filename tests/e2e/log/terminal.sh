. "${EXP_TESTS:?}/support/lib.sh"
# On a terminal: the pager; colours pass if they are wanted, all else is made visible; followed, an open line is shown.
new_repo
commit_file a b
git exp-run -q base -- true
printf 'one\033[31mred\033[m\033[2J\r\nopen\007' >__result__/base/0/log
export GIT_PAGER='sed s/^/paged:/'
in_terminal git exp-log base/0 >"$scratch/seen"
expect_line "^paged:one$(printf '\033')\\[31mred$(printf '\033')\\[m.x1b\\[2J$(printf '\r')\$" "$scratch/seen"
expect_line '^paged:open.x07' "$scratch/seen"
NO_COLOR=1 in_terminal git exp-log base/0 >"$scratch/seen"
expect_line '^paged:onered.x1b' "$scratch/seen"
in_terminal git exp-log -f base/0 >"$scratch/seen"
expect_no_line '^paged' "$scratch/seen"
expect_line '^open.x07' "$scratch/seen"
export GO="$scratch/go"
git-exp-run -q bar -- sh -c 'printf "50%%"; while [ ! -e "$GO" ]; do sleep 0.05; done; printf "\r100%%\n"' >/dev/null 2>&1 &
runner=$!
wait_until grep -qs '^50%$' __result__/bar/0/log
in_terminal git exp-log -f bar >"$scratch/seen" &
follower=$!
wait_until grep -q '^50%' "$scratch/seen"
touch "$GO"
wait $runner
wait $follower
expect_line "50%$(printf '\r\033')\\[K100%" "$scratch/seen"
