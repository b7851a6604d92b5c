. "${EXP_TESTS:?}/support/lib.sh"
# An empty repository is fine; what is asked for by name and is not there is said, with what may have been meant.
new_repo
expect_status 0 git exp-list
expect_stdout ""
expect_stderr "$(printf '%s\n' 'no experiment yet' 'hint: the first: git exp-run <experiment> -- <command>...')"
expect_status 0 git exp-list --json
expect_stdout '[]'
expect_status 0 git exp-list -r --porcelain
expect_stdout ""
commit_file a b
git exp-run -q base -- true
git tag -a empty -m 'Exp-Experiment: 1'
expect_status 128 git exp-list bade
expect_stdout ""
expect_stderr "$(printf '%s\n' "fatal: no experiment is called 'bade'" "hint: did you mean 'base'?")"
expect_status 1 git exp-list 'x*'
expect_stderr "no experiment or run matches 'x*'"
expect_status 1 git exp-list empty
expect_stderr "experiment 'empty' has no run yet"
expect_status 1 git exp-list base --state failed,lost
expect_stderr "no run of these is failed or lost"
expect_status 1 git exp-list --state failed
expect_stderr "no experiment has a run that is failed"
expect_status 129 git exp-list --state done
expect_status 129 git exp-list --sort nonsense
expect_line "^error: option '--sort' finds no column 'nonsense', but experiment, commit, age, runs, message$" "$ERR"
expect_status 128 git exp-list "$(printf 'a\033c')"
expect_line "no experiment is called 'a.x1bc'$" "$ERR"
expect_line '^hint: git exp-list   lists them$' "$ERR"
expect_status 128 git exp-list base/7
expect_line "^fatal: no run is called 'base/7'$" "$ERR"
