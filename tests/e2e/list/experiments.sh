. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Experiments, newest first: runs by state, the best value and its direction, the tag's message; deleted tags are said.
new_repo
commit_file a b
git config exp.metric acc:max
export NOW_="[0-9]+ [a-z]+ ago"
c=$(git rev-parse --short=10 HEAD)
make_run old/0 '{"metric":{"acc":0.5}}'
make_run old/1 '{"metric":{"acc":0.75}}' failed
make_run new/0 '{"metric":{"acc":0.25}}'
git tag -a new -m 'a first try

more words

Exp-Experiment: 1'
git tag -a empty -m 'nothing ran

Exp-Experiment: 1'
git tag -a release -m 'no experiment'
expect_status 0 git exp-list
expect_stderr ""
sed -E "s/ +$NOW_ +/ AGE /; s/ +/ /g" "$OUT" >../seen
expect_file ../seen "$(printf '%s\n' 'experiment commit age runs acc (max) message' \
  "empty $c AGE nothing ran" "new $c AGE 1 finished 0.25 a first try" \
  "old (tag gone) $c AGE 1 finished, 1 failed 0.75 sh train")"
expect_status 0 git exp-list --state failed --porcelain
expect_line "^old	$(git rev-parse HEAD)	2023-[^	]*	gone		2	finished=1,failed=1	sh train	acc=0.75$" "$OUT"
[ "$(wc -l <"$OUT")" = 1 ] || fail "other experiments have no failed run"
expect_status 0 git exp-list --sort -acc -n 1 --json
expect_json "$OUT" 'len(r) == 1' 'r[0]["experiment"] == "old"' 'r[0]["best"]["acc"]["run"] == "old/1"' \
  'r[0]["states"] == {"finished": 1, "failed": 1}'
