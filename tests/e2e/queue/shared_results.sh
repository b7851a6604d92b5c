. "${EXP_TESTS:?}/support/lib.sh"
# Two clones with one result folder submit at the same time: every run has its own number, its record, and its own clone's code.
new_repo
commit_file train.sh 'echo code one; echo "loss: $GIT_EXP_SEED"'
git clone -q . ../other
mkdir ../results
git config exp.resultDir "$scratch/work/results"
git -C ../other config exp.resultDir "$scratch/work/results"
git -C ../other config user.name Ada
echo 'echo code two' >../other/train.sh
git -C ../other commit -qam two
"$EXP_BIN/git-exp-run" base -q -j 2 --seeds 1..8 -- sh train.sh >"$OUT" 2>"$ERR" &
first=$!
(cd ../other && exec "$EXP_BIN/git-exp-run" other -q -j 2 --seeds 1..8 -- sh train.sh >"$scratch/other" 2>&1) &
second=$!
wait $first || fail "$(cat "$ERR")"
wait $second || fail "$(cat "$scratch/other")"
results=$(cd .. && find . -name run.json -path '*results*' | wc -l)
[ "$results" -eq 16 ] || fail "$results runs"
for number in 0 1 2 3 4 5 6 7; do
  for tag in base other; do
    run=$(find .. -path "*results/*$tag/$number/run.json")
    expect_json "$run" 'r["state"] == "finished"' 'r["seed"]["root"] == r["id"] + 1'
    expect_line "^code $([ $tag = base ] && echo one || echo two)\$" "${run%/run.json}/log"
  done
done
for clone in . ../other; do
  [ -z "$(ls -A $clone/.git/exp/queue $clone/.git/exp/slots/* | grep -v ':$' | tr -d '\n')" ] || fail "left in $clone"
done
[ -z "$(find .. -path '*results/.active/*')" ] || fail 'a marker is left'
