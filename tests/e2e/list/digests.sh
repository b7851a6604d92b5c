. "${EXP_TESTS:?}/support/lib.sh"
# Lists and look-ups of a long history keep digests of its notes: they say the same with them and without, after a note has
# changed, whatever has become of the file, several at once, and where nothing can be written.
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$EXP_TESTS/bench/make-history" r --runs 300 --experiments 6 --files 20
git clone -q r clone
cd clone
git fetch -q origin '+refs/notes/exp*:refs/notes/exp*'
digests=.git/exp/cache/digests
# Without summaries, which would need no digests.
listed() { rm -f .git/exp/cache/summaries-* && git exp-list --porcelain >"$1" 2>&1 && git exp-show --porcelain asr/model-2/7 >>"$1" 2>&1 && git exp >>"$1" 2>&1; }
listed "$scratch/first"
expect_exists $digests
expect_line '^asr/model-2	' "$scratch/first"
[ $((20 * $(wc -c <$digests))) -lt "$(git notes --ref=exp list | cut -d' ' -f1 | git cat-file --batch | wc -c)" ] || fail 'they are large'
cp $digests "$scratch/digests"
same() {
  listed "$scratch/now"
  expect_same "$scratch/first" "$scratch/now"
}
same
expect_same "$scratch/digests" $digests
for damage in 'rm $digests' ': >$digests' 'printf "git-exp digests 1\nxyz" >$digests' 'truncate -s -1 $digests' 'rm -r .git/exp' \
  'rm -f $digests; mkdir $digests' 'rm -rf $digests; ln -s /dev/zero $digests'; do
  eval "$damage"
  same
done
rm -f $digests

# Several at once.
pids=
for n in 1 2 3 4 5 6; do listed "$scratch/one-$n" & pids="$pids $!"; done
for pid in $pids; do wait "$pid" || fail 'one of several failed'; done
for n in 1 2 3 4 5 6; do expect_same "$scratch/first" "$scratch/one-$n"; done
[ "$(ls -A .git/exp/cache | grep -v '^summaries-')" = digests ] || fail "left behind: $(ls -A .git/exp/cache)"

# A note that changes: a run, an edit and a line that nobody understands.
git exp-run -q exp-new -- true
git exp-record -q --label best -m changed asr/model-2/7
git notes --ref=exp append -m 'no record' HEAD
expect_status 0 git exp-list --porcelain
expect_line '^exp-new	' "$OUT"
expect_line '1 line of the notes could not be understood' "$ERR"
expect_status 0 git exp-show asr/model-2/7
expect_line 'changed' "$OUT"
expect_line '1 line of the notes could not be understood' "$ERR"
git exp-list --porcelain >"$scratch/first" 2>&1
rm $digests .git/exp/cache/summaries-*
git exp-list --porcelain >"$scratch/now" 2>&1
expect_same "$scratch/first" "$scratch/now"

# Nothing can be written.
rm $digests .git/exp/cache/summaries-*
read_only .git
expect_status 0 git exp-list --porcelain
expect_status 0 git exp-show asr/model-2/7
expect_absent $digests
