. "${EXP_TESTS:?}/support/lib.sh"
new_repo
commit_file a 1
git branch feature
git tag v1/x
bad() {
  expect_status 125 git exp-run --seed 1 "$@" -- touch ran
  expect_line "^fatal: .*$reason" "$ERR"
  expect_line '^hint: ' "$ERR"
}
reason='branch'; bad feature
reason='HEAD'; bad HEAD
reason='.'; bad @; bad 12; bad a/3/b; bad 'a b'; bad 'a..b'; bad a/; bad /a; bad 'a~1'; bad 'a^'; bad 'a:b'; bad a.lock; bad 'a?'
bad "$(printf 'a\tb')"; bad "$(printf 'a\033[31m')"; bad v1; bad v1/x/y
expect_no_line "$(printf '\033')" "$ERR"
expect_absent ran __result__
expect_status 129 git exp-run -bad -- true
expect_status 0 git exp-run grün/東京 -- true
expect_exists __result__/grün/東京/0/run.json
