# A checkout of its own: what the program leaves is kept, caches are not; what it may miss is named, and exp.link links it.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
mkdir -p corpus __data__
echo 'text' >corpus/a
echo 'data' >__data__/b
printf 'corpus/\n*.out\nmodel\n__pycache__\n' >.gitignore
cat >train <<'PROGRAM'
pwd
cat corpus/a 2>/dev/null || echo 'no corpus'
cat __data__/b
echo x >new.txt; echo y >a.out; mkdir -p model __pycache__; echo z >model/w; echo c >__pycache__/c.pyc; echo changed >>tracked
PROGRAM
echo tracked >tracked
commit_all
expect_status 0 git exp-run base -f -- sh train "$PWD/corpus/a"
git checkout -q -- tracked
rm -r new.txt a.out model __pycache__
snapshot_repo
expect_status 0 git -c exp.isolate=always exp-rerun base/0
expect_untouched
expect_line '^ignored here, and so not in the checkout: corpus/$' "$ERR"
expect_line '^hint: git config --add exp.link corpus ' "$ERR"
expect_line "^warning: the command names '$PWD/corpus/a' in the live tree, not in the checkout$" "$ERR"
expect_line "^$PWD/.git/exp/trees/$(git rev-parse HEAD)/[0-9]+\$" "$OUT"
expect_line '^no corpus$' "$OUT"
expect_line '^data$' "$OUT"
expect_line ' · 4 files left in its checkout, now in ' "$ERR"
(cd __result__/base/1/files && find . -type f | sort) >../left
expect_file ../left "$(printf './a.out\n./model/w\n./new.txt\n./tracked')"
git config exp.link corpus
expect_status 0 git -c exp.isolate=always exp-rerun base/0
expect_line '^text$' "$OUT"
expect_file corpus/a text
[ "$(git worktree list | wc -l)" = 2 ] || fail "$(git worktree list)"
expect_status 0 git -c exp.isolate=always -c exp.keepTrees=0 exp-rerun base/0
[ "$(git worktree list | wc -l)" = 1 ] || fail "$(git worktree list)"
