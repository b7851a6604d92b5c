. "${EXP_TESTS:?}/support/lib.sh"
# `.expconfig` of a stranger's commit: no path that leads out of the repository is used, by any command, and it is named.
new_repo
commit_file train 'echo hello; echo x >seed.txt'
mkdir ../outside
ln -s ../outside link
git add link && git commit -qm link
refused() {  # KEY VALUE
  git config --file .expconfig "$1" "$2"
  git add .expconfig && git commit -qm "$1 $2"
  for command in 'exp-run base -- true' 'exp-list' 'exp-table --all' 'exp-show base/0' 'exp-clean base/0' 'exp-record base/0'; do
    status=0
    # shellcheck disable=SC2086
    timeout 20 git $command >"$OUT" 2>"$ERR" || status=$?
    [ "$status" -gt 1 ] && [ "$status" -ne 124 ] || fail "$command: exit status $status with $1 = $2"
    expect_line "^fatal: $1 in '.expconfig' is '" "$ERR"
  done
  git config --file .expconfig --unset-all "$1"
  git commit -qam "without $1"
}
for value in ../outside /etc/x a/../../outside '~/x' .git/x .GIT/hooks link/x; do
  refused exp.resultDir "$value"
  refused exp.seedFile "$value"
done
for value in ../outside/s.json /etc/passwd '~/s.json' .git/config; do
  refused exp.statistic "$value"
  refused exp.checkpoint "$value"
  refused exp.link "$value"
done
refused exp.tagPrefix ../
refused exp.autoRecord ../../outside/set
refused exp.keepTrees 99999999999999999999
# Included files could be anywhere, and aliases, hooks and programs are git's own configuration.
printf '[include]\n\tpath = ../outside/config\n[core]\n\thooksPath = hooks\n\tpager = touch ../outside/made\n[alias]\n\texp-list = !touch ../outside/made\n' >.expconfig
printf '[exp]\n\tresultDir = /etc\n' >../outside/config
git commit -qam includes
mkdir hooks && printf '#!/bin/sh\ntouch ../outside/made\n' >hooks/exp-run-started && chmod +x hooks/exp-run-started && git add hooks && git commit -qm hooks
expect_status 0 git exp-run base -- true
expect_status 0 git exp-list
[ "$(ls ../outside)" = config ] || fail "something was made outside: $(ls ../outside)"
