. "${EXP_TESTS:?}/support/lib.sh"
# Three runs or more: a table of what is not the same in all, a column each.
new_repo
commit_file t.sh 'echo "loss: $1"'
for loss in 1 2; do git exp-run -q --seed $loss a -- sh t.sh $loss; done
commit_file other x
git exp-run -q --seed 1 b -- sh t.sh 1
expect_status 0 git exp-diff a/0 a/1 b
expect_stderr ''
expect_line '^ +a/0 +a/1 +b/0$' "$OUT"
expect_line '^command +sh t.sh 1 +sh t.sh 2 +sh t.sh 1$' "$OUT"
expect_line '^seed +1 +2 +1$' "$OUT"
expect_line '^loss +1 +2 +1$' "$OUT"
expect_line "^commit +$(git rev-parse --short=10 a^0) +[0-9a-f]{10} +$(git rev-parse --short=10 HEAD)$" "$OUT"
expect_status 0 git exp-diff --metrics a/0 b a/0
expect_line '^no differences$' "$OUT"
expect_status 129 git exp-diff --stat a/0 a/1 b
expect_status 0 git exp-diff --json a/0 a/1 b
expect_json "$OUT" 'r["differences"][-1]["what"] == "commit"' 'len(r["runs"]) == 3' \
  '[d["values"] for d in r["differences"] if d["what"] == "loss"] == [[1, 2, 1]]'
