. "${EXP_TESTS:?}/support/lib.sh"
# git -C, GIT_DIR, a linked work tree (whose removal loses no result), a submodule, shallow and sparse clones.
new_repo origin
commit_file a/x 1; commit_file b/y 2
top=$PWD
expect_status 0 git -C a exp-run one -- pwd
expect_stdout "$top/a"
cd "$scratch"; expect_status 0 env GIT_DIR="$top/.git" GIT_WORK_TREE="$top" git exp-run one -- true
expect_exists "$top/__result__/one/1/run.json"
cd "$top"; git worktree add -q ../linked; cd ../linked
expect_status 0 git exp-run two -- pwd
expect_stdout "$scratch/work/linked"
cd "$top"; git worktree remove ../linked
expect_exists __result__/two/0/run.json
cd ..; new_repo super; git submodule add -q "$top" sub 2>"$ERR"; commit_all
cd sub; expect_status 0 git exp-run three -- true; expect_exists __result__/three/0
cd ../..; git clone -q --depth 1 "file://$top" shallow 2>"$ERR"; cd shallow
expect_status 0 git exp-run four -- true
git sparse-checkout set a
expect_status 0 git exp-run four -- true; expect_exists __result__/four/1
