. "${EXP_TESTS:?}/support/lib.sh"
# Sections are named, or left out; --exit-code says as git diff does whether anything in them differs.
new_repo
commit_file t.sh 'echo "loss: $1"'
git exp-run -q --seed 1 a -- sh t.sh 1
git exp-run -q --seed 1 --again a -- sh t.sh 2
commit_file other x
git exp-run -q --seed 1 b -- sh t.sh 1
sections() { sed -n 's/^\(command\|settings\|parameters\|metrics\|environment\|code\)\( .*\)*$/\1/p' "$OUT" | tr '\n' ' '; }
expect_status 0 git exp-diff --metrics a/0 a/1
[ "$(sections)" = "metrics " ] || fail "$(sections)"
expect_status 1 git exp-diff --exit-code --metrics a/0 a/1
expect_status 0 git exp-diff --exit-code --no-metrics --no-command a/0 a/1
expect_line '^no differences$' "$OUT"
expect_status 1 git exp-diff --exit-code a/0 b
[ "$(sections)" = "code " ] || fail "$(sections)"
expect_status 0 git exp-diff --exit-code --no-code a/0 b
expect_status 0 git exp-diff --stat a/0 b
expect_line '^ other \| 1 \+$' "$OUT"
expect_status 0 git exp-diff a/0 b -- --name-only
expect_line '^other$' "$OUT"
expect_status 0 git exp-diff --exit-code a/0 b -- -- t.sh
expect_status 129 git exp-diff a/0
expect_status 129 git exp-diff --no-code a/0 b -- --name-only
expect_status 128 git exp-diff a/0 b -- --no-such-option
expect_line "^hint: .*git diff" "$ERR"
