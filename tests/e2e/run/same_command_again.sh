. "${EXP_TESTS:?}/support/lib.sh"
# "The same command again" has its -S and --env; --next goes on from the newest of the series; --extra keeps its name.
new_repo
commit_file a 1
expect_status 0 git exp-run base -S lr=0.3 --env FOO=bar -- sh -c 'echo {lr} $FOO'
expect_status 0 git exp-run base
expect_stdout '0.3 bar'
expect_line "^command of base/0: sh -c 'echo \{lr\} \\\$FOO' -S lr=0.3 --env FOO=bar$" "$ERR"
expect_status 0 git exp-run base -S lr=0.4
expect_stdout '0.4 bar'
expect_json __result__/base/2/run.json 'r["overrides"] == {"lr": "0.4"}' 'r["params"]["lr"] == 0.4'
commit_file a 2; expect_status 0 git exp-run --next base -- echo two
commit_file a 3; expect_status 0 git exp-run --next base
expect_stdout two
expect_line '^command of base-2/0: echo two$' "$ERR"
mkdir sub; cd sub
expect_status 0 git exp-run base-3
expect_line "^warning: 'base-3/0' ran in '.' below the top, this one runs here$" "$ERR"
expect_status 0 git exp-run c --extra --lr=0.1 -- echo
expect_status 0 git exp-run c_lr0.1
expect_status 0 git exp-run c --extra --lr=0.1
expect_stdout --lr=0.1
