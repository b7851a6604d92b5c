. "${EXP_TESTS:?}/support/lib.sh"
# A run that has not ended counts with what it has written so far; one of an older tool has to be imported first.
new_repo
commit_file t.sh 'echo "{\"step\": 1, \"loss\": 5}" >>"$GIT_EXP_METRICS"
[ -z "${1:-}" ] || { touch ../../../ready; while [ ! -e ../../../go ]; do sleep 0.05; done; }'
printf 'ready\ngo\n__*\n' >.git/info/exclude
git exp-run -q --seed 1 a -- sh t.sh
sed 's/ 5/ 7/; s|../../..|.|g' t.sh >u.sh
commit_all u
git exp-run -q --seed 1 b -- sh u.sh wait &
wait_until test -e ready
expect_status 0 git exp-diff --metrics a b
expect_line '^\+\+\+ b/0 .* running, ' "$OUT"
expect_line '^loss +5 +7 +\+2 +\+40 %$' "$OUT"
touch go
wait
mkdir -p __result__/old/0
echo '{"metric": {"loss": 1}}' >__result__/old/0/statistic.json
expect_status 128 git exp-diff old/0 b
expect_line '^hint: git exp-record old/0 ' "$ERR"
git exp-record -q old/0
expect_status 0 git exp-diff --metrics old/0 b
expect_line '^loss +1 +7 ' "$OUT"
