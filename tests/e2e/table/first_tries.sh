. "${EXP_TESTS:?}/support/lib.sh"
# What a newcomer types first: the experiment's name for a set, and - for standard output.
new_repo
commit_file a 1
expect_status 0 git exp-run base -- echo 'acc: 0.5'
expect_status 1 git exp-table base
expect_line "^warning: no set 'base'$" "$ERR"
expect_line "^hint: it is an experiment: git exp-table --runs 'base/\*'$" "$ERR"
expect_status 0 git exp-table --runs 'base/*' --format md
expect_status 0 git exp-table --all --columns acc -o - --format csv
printf 'expernameid,acc\r\nbase/0,0.5\r\n' >"$scratch/want"; expect_same "$scratch/want" "$OUT"
expect_absent ./-
