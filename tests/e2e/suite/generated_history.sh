. "${EXP_TESTS:?}/support/lib.sh"
# The history that the benchmarks generate is one that git-exp could have written: sound for git, in our formats, and each
# run is listed once, from its folder as well as from the notes of a clone.
python=/usr/bin/python3
PYTHONDONTWRITEBYTECODE=1 $python "$EXP_TESTS/bench/make-history" r --runs 300 --experiments 12 --files 20
cd r
git fsck --strict 2>"$ERR"
expect_stderr ''
[ -z "$(git status --porcelain)" ] || fail 'the work tree is not clean'
all_lines() {
  for commit in $(git notes --ref=exp list | cut -d' ' -f2); do git notes --ref=exp show "$commit"; done | LC_ALL=C sort
}
all_lines >"$scratch/lines"
names() { cut -f1,4 "$1" | LC_ALL=C sort; }

# Each run once, the removed ones apart, in a state that a run can end in.
expect_status 0 git exp-list -r --porcelain
names "$OUT" >"$scratch/listed"
removed=$(grep -c '"deleted":true' "$scratch/lines")
[ "$removed" -gt 0 ] && [ "$(wc -l <"$scratch/listed")" -eq $((300 - removed)) ] || fail 'not every run is listed'
cut -f1 "$scratch/listed" | uniq -d >"$scratch/twice"
expect_file "$scratch/twice" ''
find __result__ -name run.json | sed 's,__result__/,,; s,/run.json,,' | LC_ALL=C sort >"$scratch/folders"
cut -f1 "$scratch/listed" >"$scratch/names"
expect_same "$scratch/names" "$scratch/folders"
cut -f2 "$scratch/listed" | LC_ALL=C sort -u >"$scratch/states"
expect_file "$scratch/states" "$(printf 'failed\nfinished')"

# A clone without folders has the same runs.
git clone -q . ../clone
git -C ../clone fetch -q origin '+refs/notes/exp*:refs/notes/exp*'
expect_status 0 git -C ../clone exp-list -r --porcelain
names "$OUT" >"$scratch/cloned"
expect_same "$scratch/listed" "$scratch/cloned"

# What we publish of the folders is what was generated, byte for byte.
git exp-run -q other -- true
git update-ref -d refs/notes/exp
git update-ref -d refs/exp/published
expect_status 0 git exp-record --pending
expect_line "$((300 - removed + 1)) record" "$ERR"
all_lines | grep -v '"tag":"other"' >"$scratch/published"
LC_ALL=C comm -13 "$scratch/lines" "$scratch/published" >"$scratch/new"
expect_file "$scratch/new" ''

if $python -c 'import jsonschema' 2>/dev/null; then
  $python "$EXP_TESTS/support/validate_schema.py" "$EXP_SOURCE/docs/schema/note-line.schema.json" "$scratch/lines"
  $python "$EXP_TESTS/support/validate_schema.py" "$EXP_SOURCE/docs/schema/run.schema.json" __result__/exp-0/0/run.json
fi
