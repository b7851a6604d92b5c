. "${EXP_TESTS:?}/support/lib.sh"
# The list of experiments keeps summaries of what has not changed. Whatever changes, by whomever, in the notes, in run folders
# or in the file itself: it says what it says without them.
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$EXP_TESTS/bench/make-history" r --runs 320 --experiments 8 --files 20
cd r
find __result__ -exec touch -h -d '2024-01-01' {} +
summaries=.git/exp/cache/summaries-experiments
listed() { git exp-list --json >"$1" 2>&1 && git exp-list --porcelain >>"$1" 2>&1; }
listed "$scratch/first"
expect_exists $summaries
expect_line 'exp-0	' "$scratch/first"

# Nothing is read where nothing has changed, and little where little has.
reads() { EXP_TRACE=1 git exp-list 2>&1 | grep -c 'read notes of' || true; }
[ "$(reads)" = 0 ] || fail 'notes are read though nothing has changed'

# The file stays what it is, so that what it has from before the first change is used until the last.
same() {
  listed "$scratch/with"
  cp $summaries "$scratch/kept" && rm $summaries
  listed "$scratch/without"
  expect_same "$scratch/without" "$scratch/with"
  rm -f $summaries && cp "$scratch/kept" $summaries
}
changed() {
  cp "$scratch/with" "$scratch/before"
  same
  ! cmp -s "$scratch/before" "$scratch/with" || fail "not seen: $1"
}
same
git exp-run -q new -- true
changed 'a run of a new experiment'
git exp-run -q --again new -- false || true
changed 'a further run'
mv __result__/asr/model-1/3 "$scratch/3"
same
mv "$scratch/3" __result__/asr/model-1/3
cp -r __result__/asr/model-1/3 __result__/asr/model-2/300
same
mv __result__/asr/model-2/300 __result__/new/300
same
git exp-record -q -m 'said later' "$(git exp-list -r --porcelain asr/model-3 | head -n 1 | cut -f1)"
same
git exp-clean -q --force --finished exp-0/1
changed 'a run that was removed'
sed 's/"state": "finished"/"state": "failed"/' __result__/asr/model-4/2/run.json >"$scratch/record"
cat "$scratch/record" >__result__/asr/model-4/2/run.json
touch -d '2024-01-01' __result__/asr/model-4/2/run.json
changed 'a record changed in place'
echo '{' >__result__/asr/model-5/0/run.json
same
expect_line 'asr/model-5/0/run.json' "$scratch/with"
rm -r __result__/asr/model-6
same
git exp-run -q new -- sh -c 'kill -9 $PPID' || true
same

# The notes: lines that nobody understands, a commit's note gone and back, what a remote has, a known uuid elsewhere.
git notes --ref=exp append -m 'no record' HEAD
same
expect_line 'could not be understood' "$scratch/with"
commit=$(git rev-parse 'exp-0^{commit}')
before=$(git rev-parse refs/notes/exp)
git notes --ref=exp remove "$commit"
same
git update-ref refs/exp-remotes/origin/notes/exp "$before"
same
git update-ref -d refs/exp-remotes/origin/notes/exp
git notes --ref=exp show 'asr/model-1^{commit}' | sed 's/"rev":2/"rev":9/; s/"state":"finished"/"state":"timeout"/' >"$scratch/lines"
git notes --ref=exp append -F "$scratch/lines" 'asr/model-7^{commit}'
changed 'newer records in the note of another commit'
git tag -d asr/model-3 >/dev/null
changed 'a tag that is gone'
git config exp.metric valid/loss_0:min
changed 'another exp.metric'
git config exp.resultDir elsewhere
same
git config --unset exp.resultDir

# The file itself, several at once, and nothing that can be written.
listed "$scratch/first"
for damage in 'rm $summaries' ': >$summaries' 'printf "git-exp summaries 1\nxyz" >$summaries' 'truncate -s -1 $summaries' \
  'rm -f $summaries; mkdir $summaries' 'rm -rf $summaries; ln -s /dev/zero $summaries' 'rm -f $summaries; mkfifo $summaries'; do
  eval "$damage"
  listed "$scratch/with"
  expect_same "$scratch/first" "$scratch/with"
done
rm -f $summaries
pids=
for n in 1 2 3 4 5 6; do listed "$scratch/one-$n" & pids="$pids $!"; done
for pid in $pids; do wait "$pid" || fail 'one of several failed'; done
for n in 1 2 3 4 5 6; do expect_same "$scratch/first" "$scratch/one-$n"; done
rm -f $summaries
read_only .git
listed "$scratch/with"
expect_same "$scratch/first" "$scratch/with"
expect_absent $summaries
