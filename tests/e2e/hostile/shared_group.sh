. "${EXP_TESTS:?}/support/lib.sh"
# Two users, one group, one repository (exp.shared=group): each continues, repeats and records what the other has run, after
# --trust where a command line of the other's is to be executed.
[ "$(id -u)" -eq 0 ] || skip "only root can be two users"
command -v setpriv >/dev/null || skip "setpriv is not installed"
ada() { (umask 077; setpriv --reuid=12001 --regid=12000 --clear-groups -- env USER=ada "$@"); }
bob() { (umask 022; setpriv --reuid=12002 --regid=12000 --clear-groups -- env USER=bob "$@"); }
mkdir -m 2770 "$scratch/shared"
chown 12001:12000 "$scratch/shared"
cd "$scratch/shared"
ada test -x "$EXP_BIN/git-exp-run" || skip "another user cannot read $EXP_BIN"
git config --global --add safe.directory '*'
git config --global exp.shared group
chmod 755 "$HOME" && chmod 644 "$GIT_CONFIG_GLOBAL"
ada git init -q --shared=group repo
chmod 2770 repo
cd repo
ada sh -c 'echo "echo 1 >\"\$GIT_EXP_CHECKPOINT_DIR/epoch_1\"; echo \"acc: 0.5\"; [ \"\$GIT_EXP_ATTEMPT\" -gt 1 ]" >train; git add train; git commit -qm train; chmod 660 train'
expect_status 1 ada git exp-run base -- sh train
expect_status 0 bob git exp-continue --trust base/0
expect_json __result__/base/0/run.json '[a["state"] for a in r["attempts"]] == ["failed", "finished"]' \
  'r["attempts"][0]["user"] != r["attempts"][1]["user"]'
expect_status 1 bob git exp-run --again base -- sh train
expect_status 0 ada git exp-continue --trust base/1
expect_status 0 ada git exp-record --label good base/1
expect_status 0 bob git exp-record --label fine base/0
for who in ada bob; do
  expect_status 0 $who git exp-list -r --porcelain
  [ "$(grep -c '	finished	' "$OUT")" -eq 2 ] || { cat "$OUT" >&2; fail "$who does not see two finished runs"; }
  expect_status 0 $who git exp-table --all
done
expect_status 0 bob git exp-clean --force --finished base/1
expect_absent __result__/base/1
find . -path ./.git/objects -prune -o -type d ! -perm -2070 -print -o -type f ! -perm -060 ! -path './.git/*' ! -name train -print >"$scratch/not_shared"
[ ! -s "$scratch/not_shared" ] || fail "not for the group: $(cat "$scratch/not_shared")"
