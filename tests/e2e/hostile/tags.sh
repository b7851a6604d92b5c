. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/hostile.sh"
# Tags of a stranger: names with turned direction and C1 characters, or that would be paths; messages with escapes. Looked at
# and run on, none reaches a terminal as it is, and none becomes a path.
new_repo
commit_file train 'echo hello'
turned=$(printf '\342\200\256evil') c1=$(printf 'c1\302\2331m')
for name in "$turned" "$c1" nul 7; do git update-ref "refs/tags/$name" HEAD; done
printf 'object %s\ntype commit\ntag loud\ntagger \033[31mEve <\302\233> 1 +0000\n\n\033]0;title\007\033[2Jred\nsecond\n' "$(git rev-parse HEAD)" \
  >"$scratch/tag"
git update-ref refs/tags/loud "$(git hash-object -w -t tag --literally "$scratch/tag")"
find .. -path ../repo/.git -prune -o -path '../repo/__result__*' -prune -o -print | LC_ALL=C sort >"$scratch/before"
check() {
  timeout 20 git "$@" >"$OUT" 2>"$ERR" || [ $? -ne 124 ] || fail "hangs: $*"
  reader_="$*"
  expect_harmless "$OUT" "$ERR"
}
for command in exp exp-list 'exp-list --json' 'exp-list --porcelain' 'exp-list -r' exp-status 'exp-table --all' exp-show; do
  # shellcheck disable=SC2086
  check $command
done
for tag in "$turned" "$c1" loud 7; do
  check exp-run "$tag" -- true
  check exp-use "$tag"
  check exp-show "$tag/0"
  check exp-clean --force "$tag/0"
done
check exp-run -- true
check exp-list -r
find .. -path ../repo/.git -prune -o -path '../repo/__result__*' -prune -o -print | grep -v '__statistic__' | LC_ALL=C sort >"$scratch/after"
diff "$scratch/before" "$scratch/after" >&2 || fail 'files came or went'
