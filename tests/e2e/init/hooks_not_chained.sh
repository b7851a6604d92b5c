. "${EXP_TESTS:?}/support/lib.sh"
# A hook that would not work under another name, or whose place is taken, stays; the line to add by hand is said;
# nothing else is made either.
new_repo
commit_file a b
hook=.git/hooks/pre-push
refused() {
  cp $hook ../hook
  expect_status 128 git exp-init --hooks
  expect_line "^hint: add to it by hand: git exp-record --pending --quiet </dev/null \|\| :$" "$ERR"
  expect_same $hook ../hook
  expect_absent __result__ .git/hooks/post-commit
}
printf '#!/bin/sh\nexec manager "$(basename "$0")"\n' >$hook
refused
expect_line "looks at its own name, and would not work under another$" "$ERR"
printf '#!/bin/sh\n. "$(dirname "$0")/shared"\n' >$hook
refused
printf '#!/bin/sh\ntrue\n' >$hook
echo precious >$hook.before-exp
refused
expect_line "cannot be chained: '.*/pre-push.before-exp' is there already$" "$ERR"
expect_file $hook.before-exp precious
