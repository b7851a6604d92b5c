. "${EXP_TESTS:?}/support/lib.sh"
# exp.notify of a commit is never executed: whoever fetched it did not write it. -v says that it does not count.
new_repo
printf '[exp]\n\tnotify = "echo stranger >>%s"\n\tmetric = loss:min\n' "$scratch/told" >.expconfig
commit_file train 'echo "loss: 0.5"; exit 1'
git add .expconfig && git commit -qm config
expect_status 1 git exp-run -v base -- sh train
expect_line "^exp.notify of '.expconfig' does not count" "$ERR"
expect_status 1 git exp-continue base/0
expect_status 1 git exp-rerun base/0
[ ! -e "$scratch/told" ] || fail "the commit's command was executed"
git config exp.notify "echo mine >>$scratch/told"
expect_status 1 git exp-run base -- sh train
expect_file "$scratch/told" mine
