. "${EXP_TESTS:?}/support/lib.sh"
# Results and data on a file server: by links, which are never turned elsewhere, and never in place of content.
new_repo
commit_file a b
mkdir -p sub __result__
expect_status 0 git -C sub exp-init --result-dir "../../file server/results" --data-dir "$scratch/data"
[ "$(readlink __result__)" = "$scratch/work/file server/results" ] || fail "no link to the results"
[ "$(readlink __data__)" = "$scratch/data" ] || fail "no link to the data"
expect_exists "../file server/results" "$scratch/data"
[ -z "$(git status --porcelain)" ] || fail "the links are seen by git"
expect_status 0 git exp-init --result-dir "../file server/results"
expect_stderr "nothing is missing"

expect_status 128 git exp-init --result-dir ../other
expect_line "^fatal: '.*/__result__' is a link already, to '.*/file server/results'$" "$ERR"
expect_absent ../other

rm __result__ __data__
mkdir -p __result__/asr
expect_status 128 git exp-init --result-dir ../other
expect_line "is a folder with content, so it cannot become a link$" "$ERR"
expect_line "^hint: move the content, then try again: mv .*/__result__ .*/other$" "$ERR"
expect_absent ../other __data__

expect_status 128 git exp-init --data-dir results
expect_line "^fatal: '.*/results' is inside a work tree, and git does not ignore it$" "$ERR"
