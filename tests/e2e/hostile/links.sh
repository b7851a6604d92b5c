. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Links inside the result folder: nothing is read through them as a run, written through them, or removed behind them.
new_repo
commit_file train 'echo hello; false'
mkdir -p ../outside/deep
make_run a/0 '{"metric":{"acc":1}}'
mv __result__/a/0 ../outside/0
echo precious >../outside/deep/file
for link in a/0:../../../outside/0 a/1:/etc a/2:/ tag:../../outside evil:/proc/self; do
  mkdir -p "$(dirname "__result__/${link%%:*}")"
  ln -s "${link#*:}" "__result__/${link%%:*}"
done
make_run b/0 '' failed
mv __result__/b/0/run.json ../outside/record.json
ln -s ../../../../outside/record.json __result__/b/0/run.json
for n in 1 2; do make_run b/$n '' failed; done
ln -s ../../../../outside/made __result__/b/1/edits.jsonl
ln -s ../../../../outside/deep __result__/b/1/checkpoint
for file in heartbeat params.json environment.json attempt-2.json supervisor.log queue stop config.yaml; do
  ln -s ../../../../outside/made __result__/b/1/$file
done
ln ../outside/deep/file __result__/b/2/statistic.json  # a hard link
before=$(cd ../outside && find . -type f -exec sha256sum {} + | LC_ALL=C sort)
for command in exp-status 'exp-status --resume' 'exp-stop a/0' 'exp-stop b/1' 'exp-use a/0' 'exp-run forked --fork a/0 -- true' \
  'exp-run forked --fork b/1 -- true' 'exp' 'exp-list -r' 'exp-show a/0' 'exp-show b/0' 'exp-show --files b/1' 'exp-log b/1' 'exp-table --all' 'exp-record a/0' \
  'exp-record --label x b/1' 'exp-record --label x b/2' 'exp-record --pending' 'exp-continue b/1' 'exp-rerun b/1' 'exp-clean --force a/0' \
  'exp-clean --force a/1' 'exp-clean --force tag/0' 'exp-clean --force b/0' 'exp-clean --force b/1' 'exp-clean --force b/2' \
  'exp-run tag -j 1 --seeds 1..1 -- true' 'exp-run tag -- true' 'exp-run evil -- true' 'exp-run a -- true'; do
  # shellcheck disable=SC2086
  timeout 20 git $command >"$OUT" 2>"$ERR" || [ $? -ne 124 ] || fail "hangs: $command"
  now=$(cd ../outside && find . -type f -exec sha256sum {} + | LC_ALL=C sort)
  [ "$before" = "$now" ] || { show_last_; printf '%s\n%s\n' "$before" "$now" >&2; fail "changed outside: $command"; }
done
expect_status 0 git exp-list -r --porcelain
expect_no_line '^(tag|evil)/|^a/[01]	finished' "$OUT"
