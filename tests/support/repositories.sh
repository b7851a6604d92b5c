# Verbs that make repositories with plain git, and see that git-exp leaves alone what is not its own.

# new_repo [FOLDER [git init options…]]: a repository, and the test goes on inside it.
new_repo() {
  repo_=${1:-repo}
  [ $# -eq 0 ] || shift
  git init -q "$@" "$repo_"
  cd "$repo_"
}

clock_=1700000000
# at_fixed_time COMMAND…: git's author and committer dates are fixed, a minute later at each call.
at_fixed_time() {
  clock_=$((clock_ + 60))
  GIT_AUTHOR_DATE="$clock_ +0000" GIT_COMMITTER_DATE="$clock_ +0000" "$@"
}

# commit_file NAME CONTENT [MESSAGE]: writes the file (with a line end) and commits it alone.
commit_file() {
  case $1 in */*) mkdir -p "${1%/*}" ;; esac
  printf '%s\n' "$2" >"$1"
  git add -f -- "$1"
  at_fixed_time git commit -q -m "${3:-$1}" -- "$1"
}

# commit_all [MESSAGE]: everything that is not ignored.
commit_all() {
  git add -A
  at_fixed_time git commit -q -m "${1:-all}"
}

# Whatever git-exp must not change: HEAD, index, branches, stash, configuration, hooks, the files of the work tree.
repo_state_() {
  git_dir_=$(git rev-parse --absolute-git-dir)
  common_=$(cd "$(git rev-parse --git-common-dir)" && pwd -P)
  (
    cd "$git_dir_"
    echo "HEAD: $(cat HEAD)"
    for file_ in index config.worktree MERGE_HEAD; do [ ! -e $file_ ] || sha256sum $file_; done
    cd "$common_"
    sha256sum config
    find hooks -type f -exec sha256sum {} + 2>/dev/null | sort
    for log_ in logs/HEAD logs/refs/stash; do [ ! -e $log_ ] || sha256sum $log_; done
    git --git-dir=. for-each-ref --format='%(refname) %(objectname)' refs/heads refs/remotes refs/stash
  )
  top_=$(git rev-parse --show-toplevel 2>/dev/null) || return 0
  (
    cd "$top_"
    find . \( -path ./.git -o -path ./__result__ -o -path ./__statistic__ -o -path ./__data__ \) -prune -o \
      -printf '%y %m %T@ %l %p\n' | sed 's/^d \([0-7]*\) [0-9.]*/d \1/' | LC_ALL=C sort
    find . \( -path ./.git -o -path ./__result__ -o -path ./__statistic__ -o -path ./__data__ \) -prune -o \
      -type f -exec sha256sum {} + | LC_ALL=C sort
  )
}
snapshot_repo() { repo_state_ >"$scratch/state"; }
# expect_untouched: as it was at snapshot_repo.
expect_untouched() {
  repo_state_ >"$scratch/state.now"
  diff -u "$scratch/state" "$scratch/state.now" >&2 || fail "the repository was touched"
}
