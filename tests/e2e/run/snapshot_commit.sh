. "${EXP_TESTS:?}/support/lib.sh"
# The tree as it is becomes the run's commit: what is staged, changed, new and deleted; index, HEAD and files stay.
new_repo
commit_file code.py 1
commit_file gone 1
commit_file .gitignore '*.o'
echo 2 >code.py; rm gone; mkdir -p new/deep; echo n >new/deep/file; touch a.o; ln -s code.py link
printf '#!/bin/sh\n' >tool; chmod +x tool; echo s >staged; git add staged; echo intent >intent; git add -N intent
odd=$(printf 'odd\nname\377'); echo odd >"$odd"
cp .git/index ../index; GIT_INDEX_FILE=$PWD/../index git add -A; tree=$(GIT_INDEX_FILE=$PWD/../index git write-tree)
git config exp.seedFile seed.txt
snapshot_repo
expect_status 0 git exp-run base -f --snapshot -- cat code.py
expect_line '^2$' "$OUT"
expect_line '^frozen as commit [0-9a-f]{10}: 4 changed files and 4 new files on [0-9a-f]{10}$' "$ERR"
rm seed.txt
expect_untouched
[ "$(git rev-parse 'base^{tree}')" = "$tree" ] || fail "not the tree of git add -A: $(git diff "$tree" base)"
[ "$(git rev-parse base^)" = "$(git rev-parse HEAD)" ] || fail "not on HEAD"
[ "$(git log -1 --format='%an %ae %at %cn %ce %ct' base)" = "$(git log -1 --format='%an %ae %at %cn %ce %ct')" ] || fail "$(git log -1 base)"
commit=$(git rev-parse 'base^{commit}')
[ "$(git rev-parse "refs/exp/commits/$commit")" = "$commit" ] || fail "not kept"
git fsck --strict >&2
expect_json __result__/base/0/run.json 'r["snapshot"]["changed"] == 8 and r["snapshot"]["untracked"] == 4 and "drift" not in r'
# The same tree is the same commit, and so the same experiment; another tree is not.
expect_status 0 git exp-run base -f --snapshot -- true
expect_json __result__/base/1/run.json "r['commit'] == '$commit'"
echo 3 >code.py
expect_status 125 git exp-run base -f --snapshot -- true
expect_line "^fatal: tag 'base' is on another commit" "$ERR"
expect_line '^hint: git exp-run --next base' "$ERR"
expect_status 0 git exp-run --next base -f --snapshot -- true
[ -z "$(find .git/exp -name '.tmp-*')" ] || fail "$(find .git/exp -name '.tmp-*')"
