. "${EXP_TESTS:?}/support/lib.sh"
# --gitignore: lines for everybody, added to what is there; what is to be committed is said. Afterwards the names
# need no line in info/exclude.
new_repo
printf '*.o\n/__data__' >.gitignore
commit_all
cp .git/info/exclude ../exclude
expect_status 0 git exp-init --gitignore
expect_line "^added lines in '.gitignore': __result__, __statistic__$" "$ERR"
expect_line "^hint: commit it before the next run: git add .*\.gitignore && git commit" "$ERR"
expect_file .gitignore "$(printf '*.o\n/__data__\n__result__\n__statistic__')"
expect_same .git/info/exclude ../exclude
[ "$(git status --porcelain)" = " M .gitignore" ] || fail "git sees more than .gitignore"
expect_status 0 git exp-init
expect_stderr "nothing is missing"
