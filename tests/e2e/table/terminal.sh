. "${EXP_TESTS:?}/support/lib.sh"
# On a terminal the table fits, the best value is bold, and git's settings count.
new_repo
export GIT_PAGER=cat
commit_file t.sh 'python3 -c "
import json, sys
print(json.dumps({\"hparam\": {\"p%d\" % i: \"value %d\" % i for i in range(12)}, \"metric\": {\"acc\": float(sys.argv[1])}}))
" "$1" >"$GIT_EXP_STATISTIC"'
git exp-run -q base -- sh t.sh 0.5
git exp-run -q base -- sh t.sh 0.75
git config exp.metric acc:max
in_terminal git exp-table --runs 'base/*' >"$scratch/seen"
sed "s/$(printf '\033')\[1\?m//g; s/$(printf '\r')//" "$scratch/seen" >"$scratch/plain"
expect_line "$(printf '\033')\\[1m0.75$(printf '\033')\\[m" "$scratch/seen"
expect_line '[0-9]+ columns do not fit into the terminal.s 80 columns' "$scratch/plain"
if grep -q '^base.\{77\}' "$scratch/plain"; then fail "a row is wider than the terminal"; fi
expect_line '^base/1 .* 0.75$' "$scratch/plain"
git config color.exp false
in_terminal git exp-table --runs 'base/*' >"$scratch/seen"
expect_no_line "$(printf '\033')" "$scratch/seen"
git -c color.exp=always exp-table --runs 'base/*' >"$scratch/seen"
expect_line "$(printf '\033')\\[1m0.75" "$scratch/seen"
git exp-table --runs 'base/*' >"$scratch/seen"
expect_line 'p11.*acc$' "$scratch/seen"
