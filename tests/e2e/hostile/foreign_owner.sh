. "${EXP_TESTS:?}/support/lib.sh"
# A repository of another user: every command refuses it as git does, and says what to type; after that it is as good as ours.
[ "$(id -u)" -eq 0 ] || skip "only root can make files of another user"
mkdir -m 777 "$scratch/theirs"
cd "$scratch/theirs"
new_repo
commit_file train 'echo hello'
expect_status 0 git exp-run base -- sh train
top=$PWD
give_to_other_user "$HOME"  # whose configuration it is
snapshot=$(find . -type f ! -path './.git/*' -exec sha256sum {} + | sort)
for command in 'exp-list' 'exp-show base/0' 'exp-log base/0' 'exp-table --all' 'exp-diff base/0 base/0' 'exp-record base/0' \
  'exp-run --again base -- true' 'exp-continue base/0' 'exp-rerun base/0' 'exp-clean --force base/0' 'exp-title record' 'exp-init' \
  'exp-status' 'exp-stop base/0' 'exp-use base/0' 'exp-run -j 2 --seeds 1..2 base -- true'; do
  status=0
  # shellcheck disable=SC2086
  as_other_user git $command >"$OUT" 2>"$ERR" || status=$?
  [ "$status" -ge 125 ] || { show_last_; fail "$command: exit status $status in a repository of another user"; }
  expect_line "^(fatal: )?.*(unsafe repository|dubious ownership|belongs to|owned by someone else)" "$ERR"
  expect_line "git config --global --add safe.directory '?$top'?" "$ERR"
done
expect_status 0 as_other_user git exp
expect_line 'dubious ownership' "$ERR"
[ "$snapshot" = "$(find . -type f ! -path './.git/*' -exec sha256sum {} + | sort)" ] || fail 'something was changed'
as_other_user git config --global --add safe.directory "$top"
expect_status 0 as_other_user git exp-list -r --porcelain
expect_line '^base/0	.*	finished	' "$OUT"
expect_status 0 as_other_user git exp-show base/0
expect_status 0 as_other_user git exp-table --all
expect_status 0 as_other_user git exp-status
for command in 'exp-run --again base -- true' 'exp-record --label x base/0' 'exp-clean --force --finished base/0' 'exp-continue --force base/0' \
  'exp-run -j 2 --seeds 1..2 base -- true' 'exp-use base/0'; do
  status=0
  # shellcheck disable=SC2086
  as_other_user git $command >"$OUT" 2>"$ERR" || status=$?
  [ "$status" -ne 0 ] || fail "$command: nothing is said"
  expect_line 'permission denied|read-only|cannot|not run' "$ERR"
done
expect_exists __result__/base/0/run.json
