. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# From anywhere; names of parameters may hold anything; what cannot be written is named.
new_repo
commit_file sub/a b
make_run größe/0 '{"hparam": {"a \"b\"\n": 1, "größe": 2}, "metric": {"mAP@0.5:0.95": 0.3}}'
git exp-record -q -s "my set" größe/0
git worktree add -q ../linked
expect_status 0 git -C ../linked/sub exp-title "my set"
expect_json "__statistic__/title/my set.json" \
  'r["hparam"] == ["a \"b\"\n", "größe"]' 'r["metric"] == ["mAP@0.5:0.95"]'
[ "$(ls __statistic__/title)" = "my set.json" ] || fail "something was left beside the title"

give_to_other_user .
read_only .
expect_status 0 as_other_user git exp-title "my set"
writable_again .
as_other_user git exp-record -q größe/0
read_only .
expect_status 128 as_other_user git exp-title
expect_line "^fatal: cannot .*read-only file system" "$ERR"
