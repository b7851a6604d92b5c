. "${EXP_TESTS:?}/support/lib.sh"
# Each run has its own devices, over all repositories of the user; processors are pinned by the place.
new_repo
mkfifo "$scratch/gate"
commit_file train.sh "echo \"\$CUDA_VISIBLE_DEVICES\" >\"\$GIT_EXP_DIR/devices\"; cat '$scratch/gate'"
"$EXP_BIN/git-exp-run" base -q -j 2 --seeds 1..2 --devices 0,1,2,3 --devices-per-run 2 -- sh train.sh &
both=$!
have() { for number in $1; do [ -s "__result__/base/$number/devices" ] || return 1; done; }
wait_until have '0 1'
[ "$(cat __result__/base/0/devices __result__/base/1/devices | sort)" = "$(printf '0,1\n2,3')" ] || fail "devices: $(cat __result__/base/*/devices)"
git clone -q . ../other
cd ../other
"$EXP_BIN/git-exp-run" base -q --seeds 1..1 --devices 3 -- sh train.sh &
third=$!
waits() { [ "$(json_value __result__/base/0/run.json 'r["state"]')" = queued ] && [ -e .git/exp/queue/*/waiter.json ]; }
wait_until waits
expect_absent __result__/base/0/devices
: >"$scratch/gate"
wait $both
is_there() { [ -s __result__/base/0/devices ]; }
wait_until is_there
[ "$(cat __result__/base/0/devices)" = 3 ] || fail 'another device'
: >"$scratch/gate"
wait $third
expect_status 125 git exp-run base --devices 0 --devices-per-run 2 -- true
expect_line 'a run wants 2 devices, and there are 1' "$ERR"
# A dry run writes nothing, at home neither.
rm -rf "$HOME/.local"
expect_status 0 git exp-run base -n --seeds 1..2 --devices 0 -- true
expect_absent "$HOME/.local"

# --cpus: each run at once has processors of its own, as long as there are enough.
if [ "$(nproc)" -ge 2 ]; then
  commit_file cpus.sh "grep Cpus_allowed_list /proc/self/status | cut -f2 >\"\$GIT_EXP_DIR/cpus\"; cat '$scratch/gate'"
  "$EXP_BIN/git-exp-run" pinned -q -j 2 --seeds 1..2 --cpus 1 -- sh cpus.sh &
  both=$!
  have() { [ -s __result__/pinned/0/cpus ] && [ -s __result__/pinned/1/cpus ]; }
  wait_until have
  [ "$(sort -u __result__/pinned/*/cpus | grep -cE '^[0-9]+$')" = 2 ] || fail "processors: $(cat __result__/pinned/*/cpus)"
  : >"$scratch/gate"
  wait $both
fi
