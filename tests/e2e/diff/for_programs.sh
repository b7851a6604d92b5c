. "${EXP_TESTS:?}/support/lib.sh"
# --json and --porcelain: every value whole, whatever it holds; nothing reaches a terminal raw.
new_repo
commit_file t.sh 'printf "%s" "$1" >"$GIT_EXP_STATISTIC"'
git exp-run -q --seed 1 a -- sh t.sh '{"hparam": {"x": "a\tb\u001b[2J", "n\nl": 1}, "metric": {"m": 1, "k": NaN}}'
git exp-run -q --seed 1 a -- sh t.sh '{"hparam": {"x": "c\\d", "n\nl": 1.0}, "metric": {"m": 3, "k": NaN, "=o": 1}}'
expect_status 0 git exp-diff --no-command --porcelain a/0 a/1
sed 's/\(created\).*/\1/; s/[0-9a-f]\{40\}/C/g' "$OUT" >"$scratch/lines"
printf '%s\n' 'run	name	a/0	a/1' 'run	commit	C	C' 'run	state	finished	finished' 'run	created' \
  'params	x	a\tb\x1b[2J	c\\d' 'metrics	m	1	3' 'metrics	=o		1' | cmp - "$scratch/lines" || fail "$(cat "$OUT")"
expect_status 0 git exp-diff --json a/0 a/1
expect_json "$OUT" '[x["name"] for x in r["runs"]] == ["a/0", "a/1"]' 'r["runs"][0]["state"] == "finished"' \
  '[d["what"] for d in r["differences"]] == ["command", "x", "m", "=o"]' \
  'r["differences"][1]["values"] == ["a\tb\x1b[2J", "c\\d"]' \
  'r["differences"][2]["difference"] == 2 and r["differences"][2]["relative"] == 2' \
  'r["differences"][3]["values"] == [None, 1]' 'r["differences"][0]["values"][0][:2] == ["sh", "t.sh"]'
expect_status 0 git exp-diff a/0 a/1
expect_no_line "$(printf '\033')" "$OUT"
expect_status 0 git exp-diff --json a/0 a/0
expect_json "$OUT" 'r["differences"] == []'
expect_status 129 git exp-diff --json --porcelain a/0 a/1
