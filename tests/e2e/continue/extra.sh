# --extra adds words for this attempt, and no name; -f says that the stored seed is used; --timeout stops.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
commit_file train '[ "$GIT_EXP_ATTEMPT" -gt 1 ] || exit 1; echo "$* $GIT_EXP_SEED"; [ $# -lt 3 ] || exec sleep 60'
expect_status 1 git exp-run base --seed 9 -S lr=0.5 -- sh train one
expect_status 0 git exp-continue -f --extra '--epochs=7'
expect_line '^-f: the seed is the stored one, 9$' "$ERR"
expect_stdout 'one --epochs=7 --lr=0.5 9'
expect_json __result__/base/0/run.json 'r["attempts"][1]["command"] == ["sh", "train", "one", "--epochs=7"]' \
  'r["command"] == ["sh", "train", "one"]' 'r["tag"] == "base"' 'r["params"]["epochs"] == 7'
[ "$(git tag)" = base ] || fail "another name: $(git tag)"
expect_status 124 git exp-continue base --force --extra 'a b' --timeout 0.2s
expect_json __result__/base/0/run.json 'r["state"] == "timeout"' 'len(r["attempts"]) == 3'
