. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/queue.sh"
# Queued runs by their place, and that nobody starts them.
new_repo
commit_file a b
make_submission 0 later/0 later/1
make_submission 5 first/0
expect_status 0 git exp-status
expect_line '^queued +place +since +user' "$OUT"  # of others: it is said of whom
expect_line '^first/0 +1 .* ada +nobody starts it$' "$OUT"
expect_line '^later/1 +3 .* nobody starts it$' "$OUT"
git exp-status --porcelain | cut -f 1,2,14,15 >../lines
expect_file ../lines "$(printf '%s\t%s\t%s\t%s\n' queued first/0 1 no queued later/0 2 no queued later/1 3 no)"
expect_status 0 git exp-stop -q 'later/*'
git exp-status --porcelain | cut -f 1,2,14,15 | sort -r >../lines
expect_file ../lines "$(printf '%s\t%s\t%s\t%s\n' queued first/0 1 no ended later/1 '' yes ended later/0 '' yes)"
