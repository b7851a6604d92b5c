. "${EXP_TESTS:?}/support/lib.sh"
# Another user's run: whoever may not write into its folder is told whom to ask; --all leaves it alone.
[ "$(id -u)" -eq 0 ] || skip "needs a second user"
new_repo
git config --global --add safe.directory '*'
commit_file t.sh 'echo ready; exec sleep 600'
git-exp-run -q asr -- sh t.sh >../out 2>/dev/null &
runner=$!
wait_until grep -qs '^ready$' ../out
chmod 755 "$HOME" && chmod 644 "$HOME/.gitconfig"
expect_status 1 as_other_user git exp-stop asr/0
expect_line "^error: 'asr/0' is a run of $(id -un), whose folder you may not write: '.*/__result__/asr/0'$" "$ERR"
expect_line "^hint: ask $(id -un) to type: git exp-stop asr/0$" "$ERR"
expect_status 0 as_other_user git exp-stop --all
expect_line '^1 active run of another user is left alone$' "$ERR"
kill -0 $runner
chmod 777 __result__/asr/0
expect_status 0 as_other_user git exp-stop --no-wait asr/0
wait $runner || :
expect_json __result__/asr/0/run.json 'r["state"] == "interrupted" and r["attempts"][0]["stopped_by"]["who"] == "nobody"'
