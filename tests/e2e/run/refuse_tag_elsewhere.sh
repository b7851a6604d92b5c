. "${EXP_TESTS:?}/support/lib.sh"
# A tag never moves: on another commit it is refused, --next takes the next free name.
new_repo
commit_file a 1 'first version'
expect_status 0 git exp-run base -- true
before=$(git rev-parse base)
commit_file a 2
expect_status 125 git exp-run base -- true
expect_line "^fatal: tag 'base' is on another commit: [0-9a-f]+ \(.* ago, 'first version'\)$" "$ERR"
expect_line "^hint: git exp-run --next base .* 'base-2'" "$ERR"
[ "$(git rev-parse base)" = "$before" ] || fail "the tag moved"
expect_status 0 git exp-run --next base -- true
expect_exists __result__/base-2/0/run.json
commit_file a 3
expect_status 0 git exp-run --next base -- true
expect_exists __result__/base-3/0/run.json
