. "${EXP_TESTS:?}/support/lib.sh"
# Quotes, newlines, empty words, bytes that are not UTF-8, options and braces reach the program unchanged.
new_repo
commit_file show.py 'import sys,os; sys.stdout.buffer.write(b"\\0".join(os.fsencode(a) for a in sys.argv[1:]))'
set -- -f -- '' "it's" 'a "b"' "$(printf 'new\nline')" "$(printf '\377\376')" '{{x}}' '{unknown}' '{' '$HOME' '*' -n --seed 3
expect_status 0 git exp-run base -- python3 show.py "$@"
python3 show.py "$@" >"$scratch/direct"
expect_same "$scratch/direct" "$OUT"
expect_status 0 git exp-run base
expect_same "$scratch/direct" "$OUT"
git notes --ref=exp show | python3 -c 'import json,sys
for line in sys.stdin: json.loads(line)'
