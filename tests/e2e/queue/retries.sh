. "${EXP_TESTS:?}/support/lib.sh"
# A run that is to be taken up again is seen, can be given up, and outlives its waiter; --fail-fast waits for it.
new_repo
commit_file bad.sh 'echo "seed $GIT_EXP_SEED attempt $GIT_EXP_ATTEMPT" >>"$TRIES"; [ "$GIT_EXP_ATTEMPT" -ge "$GOOD" ]'
export TRIES="$scratch/tries" GOOD=9
git exp-run -q -d --seeds 1..2 -j 2 --retry 8 rp -- sh bad.sh
third_try() { [ "$(grep -c "attempt [23]" "$TRIES")" -ge 2 ]; }
wait_until third_try
is_shown() { git exp-status --porcelain | grep -q "^queued	rp/$1	.*	failed	"; }
wait_until is_shown 0
expect_status 0 git exp-status
expect_line '^queued +' "$OUT"
wait_until is_shown 0
expect_status 0 git exp-stop rp/0
wait_until is_shown 1
expect_status 0 git exp-stop --all
expect_line '^rp/1 is not tried again$' "$ERR"
wait_until sh -c '[ -z "$(ls .git/exp/queue)" ]'
for id in 0 1; do expect_json __result__/rp/$id/run.json 'r["state"] == "failed" and len(r["attempts"]) < 9'; done

# Killed in the pause: whoever takes the submission up goes on with it.
git exp-run -q -d --seeds 5..5 --retry 8 killed -- sh bad.sh
third_pause() { grep -qs '"tries": [345]' .git/exp/queue/*/retry-*; }  # of four seconds at least
wait_until third_pause
kill -9 "$(json_value .git/exp/queue/*/waiter.json 'r["pid"]')"
unattended() { git exp-status | grep -q "^killed/0 .*is tried again.*nobody starts it"; }
wait_until unattended
GOOD=1 git exp-status --resume >/dev/null 2>"$ERR"
expect_line '^1 submission is taken up$' "$ERR"
wait_until grep -q '"finished"' __result__/killed/0/run.json
wait_until sh -c '[ -z "$(ls .git/exp/queue)" ]'

# Nothing else is started while it waits for its retry, and in the end it has failed.
: >"$TRIES"
expect_status 1 git exp-run --seeds 1..3 --retry 1 --fail-fast ff -- sh bad.sh
expect_line '^3 runs: 0 finished, 1 not, 2 not started$' "$ERR"
expect_file "$TRIES" "$(printf 'seed 1 attempt 1\nseed 1 attempt 2')"
expect_status 0 git exp-stop 'ff/*'
[ -z "$(ls .git/exp/queue)" ] || fail "a submission is left"

# A supervisor of a retry is no child of git: its place is held as long as it lives.
cat >hold.sh <<'END'
[ "$GIT_EXP_ATTEMPT" = 1 ] && exit 1
: >"$TRIES.again"
while [ ! -e "$TRIES.go" ]; do sleep 0.05; done
END
git add hold.sh && git commit -qm hold
git exp-run -q -d --seeds 1..1 --retry 1 hold -- sh hold.sh
wait_until test -e "$TRIES.again"
[ "$(json_value ".git/exp/slots/$(hostname)/0" 'r["pid"]')" = "$(json_value __result__/hold/0/attempt-2.json 'r["pid"]')" ] ||
  fail "the place is not the supervisor's"
: >"$TRIES.go"
wait_until sh -c '[ -z "$(ls .git/exp/queue)" ]'
