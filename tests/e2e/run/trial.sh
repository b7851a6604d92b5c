. "${EXP_TESTS:?}/support/lib.sh"
# A try: dirty tree, no tag, no record, no set; its folder is said and kept until the next.
new_repo
commit_file a 1
echo 2 >a; touch untracked
snapshot_repo
expect_status 4 git exp-run --trial -- sh -c 'echo "$GIT_EXP_DIR"; echo x >"$GIT_EXP_DIR/kept"; exit 4'
expect_untouched
folder=$(cat "$OUT")
expect_file "$folder/kept" x
expect_line "^a trial: no record; its files are in '$folder'" "$ERR"
expect_status 0 git exp-run --trial base -- true
expect_absent "$folder"
[ -z "$(git tag)" ] && [ -z "$(git for-each-ref refs/notes refs/exp)" ] || fail "left a ref"
[ -z "$(ls __result__)" ] || fail "left a run"
expect_status 125 git exp-run --trial ls a
expect_line "^fatal: 'ls' is a command" "$ERR"
expect_line '^hint: git exp-run --trial -- ls a$' "$ERR"
