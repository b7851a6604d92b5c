. "${EXP_TESTS:?}/support/lib.sh"
# --extra names the experiment after its words, as reference launchers do, and appends them.
new_repo
commit_file a 1
expect_status 0 git exp-run base --extra '--lr=0.1 --momentum=0.5' -- echo train
expect_stdout 'train --lr=0.1 --momentum=0.5'
expect_exists __result__/base_lr0.1_momentum0.5/0/run.json
expect_status 0 git exp-run base --extra '--lr=0.1 --momentum=0.5'
expect_stdout 'train --lr=0.1 --momentum=0.5'
expect_status 0 git exp-run base --extra '--data=a:b' -- echo
expect_exists __result__/base_dataa-b/0
expect_status 0 git exp-run c --extra '--a=b1' -- echo
expect_status 125 git exp-run c --extra '--ab=1' -- echo
expect_line "^fatal: experiment 'c_ab1' is of other words" "$ERR"
