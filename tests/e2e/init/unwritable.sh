. "${EXP_TESTS:?}/support/lib.sh"
# What cannot be written is named, and a file in the way is not touched.
new_repo
commit_file a b
echo content >__result__
expect_status 128 git exp-init
expect_line "^fatal: '.*/__result__' is a file, where a folder is needed$" "$ERR"
expect_file __result__ content
expect_absent __data__
rm __result__

ln -s /nowhere/results __result__
expect_status 128 git exp-init
expect_line "^fatal: '.*/__result__' is a link to '/nowhere/results', where no folder is$" "$ERR"
rm __result__

give_to_other_user .
chmod -R a-w .
expect_status 128 as_other_user git exp-init
expect_line "^fatal: cannot .*: (permission denied|read-only file system)" "$ERR"
expect_status 1 as_other_user git exp-init --check
chmod -R u+w .
