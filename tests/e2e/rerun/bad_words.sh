# RUN of every bad kind: a message, nothing made.
. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
new_repo
commit_file train true
make_run old/0 '' finished
python3 - <<'PYTHON'
import json
path = "__result__/old/0/run.json"
record = json.load(open(path))
record.update(command=[], executor="imported")
json.dump(record, open(path, "w"))
PYTHON
find __result__ .git -type f | sort >../before
expect_status 125 git exp-rerun base
expect_line "^fatal: no run is called 'base'$" "$ERR"
for bad in '../x' 'a..b' '-' @ 'none/*' "$(printf 'a\nb')" "$(printf 'a\033[2J')" /nowhere 00000000; do
  expect_status 125 git exp-rerun -- "$bad"
  expect_line '^fatal: ' "$ERR"
  expect_no_line "$(printf '\033')" "$ERR"
done
expect_status 125 git exp-rerun old/0
expect_line "^fatal: the record of 'old/0' names no command" "$ERR"
expect_status 129 git exp-rerun
expect_status 129 git exp-rerun --nonsense old/0
find __result__ .git -type f | sort >../after
expect_same ../before ../after
