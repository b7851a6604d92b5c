# The digits example killed with -9 at a random epoch, 20 times, and continued: it ends with the bytes of an undisturbed run.
# Half of them while HEAD is elsewhere and the tree dirty; in turn the program and the supervisor are killed.
. "${EXP_TESTS:?}/support/lib.sh"
for tool in make "${CXX:-c++}"; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done
new_repo
cp "$EXP_SOURCE"/examples/digits/*.cpp "$EXP_SOURCE"/examples/digits/*.h "$EXP_SOURCE"/examples/digits/digits.csv \
  "$EXP_SOURCE"/examples/digits/Makefile .
printf 'train\n' >.gitignore
commit_all digits
make -s CXX="${CXX:-c++}"
git config exp.link train  # built, and so not in a checkout
epochs=40
git exp-run whole -f -q -- ./train --epochs=$epochs >/dev/null
values='sorted((m, v["last"], v.get("min"), v.get("max"), v.get("count")) for m, v in r["metrics"].items())'
json_value __result__/whole/0/run.json "$values" >../whole

mkfifo ../lines
continued=0
for n in $(seq 0 19); do
  kill_at=$((n * 7 % (epochs - 8) + 3))/$epochs
  # Not by way of git, and no program started on the way to kill: training would be over first.
  "$EXP_BIN/git-exp-run" cut --again -f -q -- sh -c 'echo $$ >"$GIT_EXP_DIR/pid"; exec ./train --epochs='$epochs >../lines 2>/dev/null &
  supervisor=$!
  while read -r _ epoch _; do
    [ "$epoch" = "$kill_at" ] || continue
    victim=$supervisor
    [ $((n % 2)) = 1 ] || read -r victim <"__result__/cut/$n/pid"
    kill -9 "$victim" 2>/dev/null || :
  done <../lines
  wait
  if [ $((n % 4)) = 1 ]; then git checkout -q -b "other-$n" && commit_file elsewhere "$n" && echo dirty >>Makefile; fi
  state=$(json_value "__result__/cut/$n/run.json" 'r["state"]')
  if [ "$state" != finished ]; then
    git exp-continue "cut/$n" >/dev/null 2>"$ERR" || { cat "$ERR" >&2; fail "cut/$n was not continued"; }
    expect_line '^from checkpoint/epoch_[0-9]+' "$ERR"
    continued=$((continued + 1))
  fi
  if [ $((n % 4)) = 1 ]; then git checkout -q -f main; fi
  expect_same "__result__/cut/$n/statistic.json" __result__/whole/0/statistic.json
  expect_same "__result__/cut/$n/checkpoint/epoch_last.ckpt" __result__/whole/0/checkpoint/epoch_last.ckpt
  json_value "__result__/cut/$n/run.json" "$values" >../cut
  expect_same ../cut ../whole
done
echo "$continued of 20 were killed in time"
[ "$continued" -ge 12 ] || fail "too few were killed in time"
