. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/hostile.sh"
. "$EXP_TESTS/support/active.sh"
# Escape sequences in the records, markers, claims, submissions, tickets and requests of active runs in a shared result folder:
# no command that looks at them, stops or starts them hands them on.
[ "$(id -u)" -eq 0 ] || skip "only root can make files of another user"
new_repo
commit_file train 'echo hello'
git tag evil
active_runs_of_escapes
check() {
  timeout 20 git "$@" >"$OUT" 2>"$ERR" || [ $? -ne 124 ] || fail "hangs: $*"
  reader_="$*"
  expect_harmless "$OUT" "$ERR"
}
red=$(printf '\033[31mred\007')
check_all() {
  for command in 'exp-use evil/0' 'exp-use --export' 'exp-use evil/1' exp-use 'exp-use evil/2' exp-show 'exp-use evil' exp-status; do
    # shellcheck disable=SC2086
    check $command
  done
  export GIT_EXP_CURRENT="$red"
  check exp-use
  check exp-run -- true
  check exp-show
  unset GIT_EXP_CURRENT
  check exp-use "$red"
  check exp-use --unset
  for command in 'exp-status --json' 'exp-status --porcelain' 'exp-status --resume' 'exp-list -r' 'exp-list -r --json' 'exp'; do
    # shellcheck disable=SC2086
    check $command
  done
  for name in evil/0 evil/2 evil/3; do
    for command in exp-show 'exp-continue --force' 'exp-clean --force' exp-exec; do
      # shellcheck disable=SC2086
      check $command $name
    done
    check exp-run --fork "$name:$red" -- true
  done
  check exp-run --config "$red" -- true
  check exp-stop "$red"
  check exp-stop --no-wait 'evil/[03]'
  check exp-stop evil/1
  check exp-stop evil/2
  check exp-stop --no-wait --all
}
check_all
# On a terminal, whatever the format: our own colours apart.
export EXP_TYPED="n
"
check() {
  in_terminal timeout 20 git "$@" >"$OUT" 2>"$ERR" || [ $? -ne 124 ] || fail "hangs: $*"
  reader_="$*"
  tr -d '\r' <"$OUT" | sed "s/$(printf '\033')\[[0-9;]*m//g" >"$scratch/shown"
  expect_harmless "$scratch/shown"
  case $* in exp-log*) ;; *) expect_no_line "$(printf '\033')\\[31mred" "$OUT" ;; esac  # a program's own colours are shown
}
mkdir ../two
cd ../two
new_repo
commit_file train 'echo hello'
git tag evil
git config core.pager cat
active_runs_of_escapes
for command in exp exp-status 'exp-status --porcelain' 'exp-status --json' 'exp-show evil/0' 'exp-log evil/0' 'exp-log evil/3' \
  'exp-list -r --porcelain' 'exp-stop --no-wait evil/3' 'exp-stop evil/2' 'exp-use evil/0' 'exp-continue evil/1'; do
  # shellcheck disable=SC2086
  check $command
done
expect_status 0 git exp-run -j 1 --seeds 1..1 mine -- true
expect_absent executed
