. "${EXP_TESTS:?}/support/lib.sh"
# A sparse checkout's other files stay in the commit; a new file that git would pass over is refused.
new_repo
mkdir in out; echo 1 >in/f; echo 1 >out/f; commit_all
git sparse-checkout set in 2>/dev/null || skip 'no sparse checkouts'
echo 2 >in/f
expect_status 0 git exp-run base --snapshot -- true
git diff --name-only HEAD base >../files
expect_file ../files in/f
mkdir -p out; echo new >out/new
snapshot_repo
if git exp-run --next base --snapshot -q -- true 2>"$ERR"; then
  git cat-file -e base-2:out/new || fail 'it was passed over'
else
  expect_line '^fatal:   out/new: outside of the sparse checkout, git does not take it in$' "$ERR"
fi
expect_untouched
