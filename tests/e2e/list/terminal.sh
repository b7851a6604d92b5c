. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# On a terminal the list fits: a long message is cut by width; the best is bold; the pager is git's.
new_repo
commit_file a b
git config exp.metric acc:max
make_run asr/0 '{"metric":{"acc":0.5}}'
make_run tts/0 '{"metric":{"acc":0.75}}'
git tag -a asr -m "$(printf 'words %.0s' $(seq 60))

Exp-Experiment: 1"
export GIT_PAGER=cat
in_terminal git exp-list >"$scratch/seen"
sed "s/$(printf '\033')\[1\?m//g; s/$(printf '\r')//" "$scratch/seen" >"$scratch/plain"
expect_line "$(printf '\033')\\[1m0.75$(printf '\033')\\[m" "$scratch/seen"
expect_line '^asr .* words w.*…$' "$scratch/plain"
if grep -q '^.\{83\}' "$scratch/plain"; then fail "a line is wider than the terminal"; fi
export GIT_PAGER='sed s/^/paged:/'
in_terminal git exp-list -r >"$scratch/seen"
expect_line '^paged:tts/0' "$scratch/seen"
git exp-list >"$scratch/seen"
expect_no_line '^paged' "$scratch/seen"
