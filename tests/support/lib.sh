# The first line of an end-to-end test:   . "${EXP_TESTS:?}/support/lib.sh"
# It makes a sealed environment, goes into a new empty folder (removed at the end) and defines the verbs below.
# POSIX sh. The first command that fails ends the test, so does a process that outlives it. A test never sleeps
# to wait for something: wait_until polls. ctest sets EXP_TESTS, EXP_SOURCE, EXP_BUILD and EXP_BIN (our executables);
# EXP_TEST_KEEP=1 keeps the folder, EXP_TEST_TRACE=1 prints each command.
set -eu

# --- the sealed environment: nothing of the user's git, shell, cluster or Python reaches the test ---
for variable_ in $(env | sed -n 's/^\(\(GIT\|XDG\|SLURM\|CUDA\|CONDA\|PYTHON\|LC\|HYDRA\)_[A-Za-z0-9_]*\)=.*/\1/p'); do
  unset "$variable_"
done
unset NO_COLOR CLICOLOR_FORCE COLUMNS LINES PAGER LESS VIRTUAL_ENV LANGUAGE PYTHONPATH PYTHONUNBUFFERED \
  PYTHONHASHSEED EXP_TRACE DISPLAY EMAIL CDPATH ENV BASH_ENV
scratch=$(cd "$(mktemp -d "${TMPDIR:-/tmp}/git-exp-test.XXXXXX")" && pwd -P)
chmod 755 "$scratch"  # as_other_user has to get in
mkdir "$scratch/home" "$scratch/tmp" "$scratch/work"
chmod 1777 "$scratch/tmp"
export HOME="$scratch/home" TMPDIR="$scratch/tmp" LC_ALL=C LANG=C TZ=UTC TERM=dumb EDITOR=false
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL="$HOME/.gitconfig" GIT_TERMINAL_PROMPT=0
export GIT_CEILING_DIRECTORIES="$scratch"
export EXP_OUTER_PATH="${EXP_OUTER_PATH:-$PATH}"  # a test that calls a test gives it another EXP_BIN, not two
export PATH="${EXP_BIN:?}:$EXP_OUTER_PATH"
export EXP_TEST_MARK="${scratch##*/}"  # every process of this test is known by it
cat >"$GIT_CONFIG_GLOBAL" <<'CONFIG'
[user]
	name = Ada Tester
	email = ada@example.org
[init]
	defaultBranch = main
[advice]
	detachedHead = false
[protocol "file"]
	allow = always
CONFIG
umask 022
ulimit -c 0
OUT="$scratch/stdout" ERR="$scratch/stderr"  # what the last expect_status collected
: >"$OUT" >"$ERR"
mounts_=''
exec </dev/null 9>&2  # 9: where fail and skip speak, even while expect_status collects
cd "$scratch/work"

# --- the end ---
fail() { echo "FAILED: $*" >&9; exit 1; }
# The test cannot set up what it needs: it is reported as skipped, with the reason.
skip() { echo "skipped: $*" >&9; exit 77; }

# Ids of this test's processes that still live, the test's own shell apart (it started without the mark).
leftovers_() {
  for environ_ in $(env -u EXP_TEST_MARK grep -ls "EXP_TEST_MARK=$EXP_TEST_MARK" /proc/[0-9]*/environ); do
    process_=${environ_%/environ}
    # shellcheck disable=SC2015
    [ "$(sed 's/.*) \(.\).*/\1/' "$process_/stat" 2>/dev/null || echo Z)" = Z ] || echo "${process_#/proc/}"
  done
}
no_leftovers_() { [ -z "$(leftovers_)" ]; }
finish_() {
  status_=$?
  trap - EXIT
  set +e
  set +x
  if ! poll_ 40 no_leftovers_; then
    for pid_ in $(leftovers_); do
      echo "FAILED: process $pid_ outlives the test: $(tr '\0' ' ' <"/proc/$pid_/cmdline")" >&2
      kill -9 "$pid_"
      status_=1
    done
  fi
  cd /
  for mount_ in $mounts_; do umount "$mount_" || umount -l "$mount_"; done
  if [ -n "${EXP_TEST_KEEP:-}" ]; then echo "kept: $scratch" >&2; else rm -rf "$scratch"; fi
  exit "$status_"
}
trap finish_ EXIT
trap 'exit 1' HUP INT TERM
[ -z "${EXP_TEST_TRACE:-}" ] || set -x

# --- waiting ---
poll_() {  # TIMES COMMAND…: twenty times a second
  times_=$1; shift
  while ! "$@"; do
    times_=$((times_ - 1))
    [ "$times_" -gt 0 ] || return 1
    sleep 0.05
  done
}
# wait_until COMMAND…: until it succeeds, 20 s at most.
wait_until() { poll_ 400 "$@" || fail "not within 20 s: $*"; }

. "$EXP_TESTS/support/repositories.sh"
. "$EXP_TESTS/support/expectations.sh"
. "$EXP_TESTS/support/users_and_mounts.sh"
