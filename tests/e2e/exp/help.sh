. "${EXP_TESTS:?}/support/lib.sh"
# The manual pages as git shows them: git exp help WORD, git exp WORD --help.
mkdir "$HOME/bin"
printf '#!/bin/sh\necho "page of $*"\n' >"$HOME/bin/man"
chmod +x "$HOME/bin/man"
PATH="$HOME/bin:$PATH"
for words in "help record" "record --help"; do
  # shellcheck disable=SC2086
  expect_status 0 git exp $words
  expect_stdout "page of git-exp-record"
done
expect_status 0 git exp help
expect_stdout "page of git-exp"
expect_status 129 git exp help recrod
expect_line "did you mean 'record'\?$" "$ERR"
