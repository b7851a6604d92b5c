. "${EXP_TESTS:?}/support/lib.sh"
# exp-run-started and exp-run-ended are the user's; exp.autoRecord needs no hook; a failing hook warns only.
new_repo
commit_file a 1
git config exp.autoRecord all
printf '#!/bin/sh\necho "started $GIT_EXP_RUN" >>"$GIT_EXP_DIR/hooks"\n' >.git/hooks/exp-run-started
printf '#!/bin/sh\necho "ended $1 $(basename "$GIT_EXP_RECORD")" >>"$GIT_EXP_DIR/hooks"; exit 1\n' >.git/hooks/exp-run-ended
chmod +x .git/hooks/exp-run-*
expect_status 0 git exp-run base -- true
printf 'started base/0\nended finished run.json\n' >"$scratch/want"
expect_same "$scratch/want" __result__/base/0/hooks
expect_line '^warning: .*exp-run-ended' "$ERR"
expect_file __statistic__/exper-list/all.txt base/0
