. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# 10,000 tags, half of them experiments: counted by one child of git, in well under ten seconds.
new_repo
commit_file a b
commit=$(git rev-parse HEAD)
message=$(printf 'true\n\nExp-Experiment: 1')
awk -v commit="$commit" -v message="$message" 'BEGIN {
  for (i = 0; i < 5000; i++) {
    printf "tag e/t%d\nfrom %s\ntagger A <a@example.org> 1700000000 +0000\n", i, commit
    printf "data %d\n%s\n", length(message), message
    printf "reset refs/tags/v%d\nfrom %s\n\n", i, commit
  }
}' </dev/null | git fast-import --quiet
[ "$(git tag | wc -l)" -eq 10000 ] || fail "not 10,000 tags"
make_run e/t7/0
expect_status 0 timeout 10 git exp
expect_line '^5000 experiments, 1 run: 1 finished$' "$OUT"
expect_status 0 timeout 10 git exp-record e/t7
expect_stderr - <<'END'
git ignores __data__, __result__, __statistic__ from now on (.git/info/exclude)
recorded e/t7/0 in 'record' (1 run)
END
