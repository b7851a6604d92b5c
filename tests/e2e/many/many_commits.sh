. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/many.sh"
# Runs on as many commits, each in a work tree of its own, that end in one moment: all tags, kept commits and notes are there.
commits=$(size 16 256)
new_repo
for n in $(seq "$commits"); do
  echo "$n" | git commit-tree "$(git mktree </dev/null)" >>"$scratch/commits"
  git worktree add -q --detach "../tree$n" "$(tail -n 1 "$scratch/commits")"
done
make_gate
# shellcheck disable=SC2046
for n in $(seq "$commits"); do at_once git -C "../tree$n" exp-run "t$n" -- $(behind_gate); done
open_gate __result__ "$commits"
all_ended
expect_no_warnings
expect_status 0 git exp-record --pending
expect_sound __result__
for n in $(seq "$commits"); do echo "t$n"; done | sort >"$scratch/tags"
git tag | sort >"$OUT"
expect_same "$scratch/tags" "$OUT"
sort "$scratch/commits" >"$scratch/sorted"
git for-each-ref --format='%(objectname)' refs/exp/commits | sort >"$OUT"
expect_same "$scratch/sorted" "$OUT"
