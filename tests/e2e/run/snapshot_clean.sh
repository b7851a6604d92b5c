. "${EXP_TESTS:?}/support/lib.sh"
# A clean tree is HEAD's; so is one whose staged changes the files take back. exp.dirty=snapshot freezes unasked, and only then.
new_repo
commit_file code 1
expect_status 0 git exp-run base --snapshot -- true
expect_line '^nothing to freeze: the tree is clean, the run is of HEAD, [0-9a-f]{10}$' "$ERR"
expect_json __result__/base/0/run.json "r['commit'] == '$(git rev-parse HEAD)' and 'snapshot' not in r"
echo 2 >code; git add code; echo 1 >code
snapshot_repo
expect_status 0 git exp-run base --snapshot -- true
expect_line '^nothing to freeze: the files are those of HEAD' "$ERR"
expect_json __result__/base/1/run.json "r['commit'] == '$(git rev-parse HEAD)' and 'snapshot' not in r and 'drift' not in r"
expect_untouched
echo 2 >code
expect_status 125 git exp-run other -- true
expect_line '^hint: git exp-run --snapshot ' "$ERR"
git config exp.dirty snapshot
expect_status 0 git exp-run other -- true
expect_line '^frozen as commit ' "$ERR"
git config exp.dirty sometimes
expect_status 125 git exp-run other -- true
expect_line "^fatal: exp.dirty is 'sometimes', but 'refuse' or 'snapshot' is needed$" "$ERR"
expect_status 129 git exp-run --trial --snapshot -- true
