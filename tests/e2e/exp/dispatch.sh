. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# git exp WORD is git exp-WORD, words and exit status untouched; a mistyped one is guessed; one's own commands work too.
new_repo
commit_file a b
make_run asr/0
expect_status 0 git exp record -s "my set" asr/0
expect_line "^recorded asr/0 in 'my set' \(1 run\)$" "$ERR"
expect_status 1 git exp record asr/7
expect_status 129 git exp record --bogus
expect_line "unknown option '--bogus'" "$ERR"
expect_status 0 git exp record -h
expect_line '^usage: git exp-record ' "$OUT"

expect_status 129 git exp recrod asr/0
expect_line "^error: unknown command 'recrod'; did you mean 'record'\?$" "$ERR"
expect_status 129 git exp ../record
expect_line "^error: unknown command '../record'; did you mean 'record'\?$" "$ERR"

mkdir "$HOME/bin"
printf '#!/bin/sh\nfor word; do echo "<$word>"; done; exit 7\n' >"$HOME/bin/git-exp-mine"
chmod +x "$HOME/bin/git-exp-mine"
PATH="$PATH:$HOME/bin"
expect_status 7 git exp mine "a  b" '' -h -- --version "$(printf 'x\ny')"
expect_stdout "$(printf '<a  b>\n<>\n<-h>\n<-->\n<--version>\n<x\ny>')"
