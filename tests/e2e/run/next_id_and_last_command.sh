. "${EXP_TESTS:?}/support/lib.sh"
# The same tag on the same commit: the next id. Without a command: the experiment's last one, said.
new_repo
commit_file a 1
expect_status 0 git exp-run base -- echo 'two words'
expect_status 0 git exp-run base
expect_stdout 'two words'
expect_line "^command of base/0: echo 'two words'$" "$ERR"
expect_status 0 git exp-run
expect_line "^experiment 'base', the one at this commit$" "$ERR"
expect_exists __result__/base/2/run.json
expect_status 127 git exp-run base -- ehco typo  # what could not be started is not the last command
expect_json __result__/base/3/run.json 'r["attempts"][0]["trouble"].startswith("the program was not started")'
expect_status 0 git exp-run base
expect_stdout 'two words'
expect_line '^not the command of base/3: it could not be started$' "$ERR"
expect_status 127 git exp-run new -- ehco typo
expect_status 125 git exp-run new
expect_line "^fatal: no command: none was given, 'new' has no run to take it from, and exp.command is not set$" "$ERR"
git tag -d new >"$OUT"
git config exp.command 'sh -c "echo configured"'
expect_status 0 git exp-run other
expect_stdout configured
expect_status 125 git exp-run
expect_line "^fatal: several experiments at this commit: base, other$" "$ERR"
