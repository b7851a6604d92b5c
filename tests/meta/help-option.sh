#!/bin/sh
# help-option.sh EXECUTABLE: the manners that all commands share: -h, --version, an unknown option, completion.
# Called by exp_command() for each command; works outside any repository and without HOME.
set -eu
executable=$1
command=$(basename "$executable")
usage="usage: git ${command#git-}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset HOME GIT_DIR GIT_WORK_TREE
export GIT_CEILING_DIRECTORIES="$work" GIT_CONFIG_NOSYSTEM=1 LC_ALL=C

fail() { echo "FAILED: $command: $*" >&2; head -n 20 out err >&2; exit 1; }
# call STATUS ARGUMENT…: its output is in the files out and err.
call() {
  expected=$1; shift
  status=0
  "$executable" "$@" >out 2>err </dev/null || status=$?
  [ "$status" -eq "$expected" ] || fail "exit status $status, not $expected, of: $*"
}
# The long options of a help text, --[no-]x written as both, one a line.
long_options() {
  sed -n 's/^ *\(-.*\)/\1/p' | sed 's/   *[^-].*//; s/--\[no-\]\([a-z0-9-]*\)/--\1 --no-\1/g' |
    grep -o -e '--[a-z][a-z0-9-]*' | sort -u
}

call 0 -h
case $(head -n 1 out) in "$usage"*) ;; *) fail "-h does not begin with '$usage'" ;; esac
[ ! -s err ] || fail "-h writes to standard error"
if grep -q '[[:blank:]]$' out; then fail "-h has blanks at the end of a line"; fi
if grep -qE '.{101}' out; then fail "-h has a line of more than 100 columns"; fi
long_options <out >options

call 129 --no-such-option
[ ! -s out ] || fail "a usage error writes to standard output"
grep -q 'no-such-option' err || fail "the unknown option is not named"
grep -q "'git ${command#git-} -h'" err || fail "a usage error does not say where the options are listed"

call 0 --version
grep -q "${EXP_VERSION:-[0-9]}" out || fail "--version does not say the version"

call 0 --git-completion-helper
tr ' ' '\n' <out | sed 's/=$//' | grep -e '^--.' | grep -v '^--$' | sort -u >completed
if ! diff options completed >difference; then
  cat difference >&2
  fail "-h (<) and --git-completion-helper (>) name other options"
fi
