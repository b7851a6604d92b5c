# source_files [pathspec…]: the project's own files, as git knows them; in an unpacked archive, all but build/.
source_files() (
  cd "$EXP_SOURCE"
  if [ -e .git ]; then
    # The source may belong to another user than the one who runs the tests.
    git -c safe.directory="$PWD" -c core.quotePath=false ls-files -- "$@"
  else
    find . \( -name build -o -name .git \) -prune -o -type f -print | sed 's|^\./||' | LC_ALL=C sort
  fi | while IFS= read -r file; do [ ! -f "$file" ] || [ -L "$file" ] || printf '%s\n' "$file"; done
)
