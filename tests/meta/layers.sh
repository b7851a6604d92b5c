. "${EXP_TESTS:?}/support/lib.sh"
# The direction of dependencies (docs/architecture.md), by the #include lines. The last part proves that it can fail.

may_include() {  # MODULE: the modules whose headers it may include
  case $1 in
  base) echo base ;;
  cli | process | table) echo "base $1" ;;
  git) echo "base process git" ;;
  experiment) echo "base process git experiment" ;;
  supervise) echo "base process git experiment supervise" ;;
  queue) echo "base process git experiment supervise queue" ;;
  git-exp*) echo "base cli process table git experiment supervise queue" ;;
  esac
}
# The only modules whose sources may include a library that is slow to compile.
owners() {
  case $1 in
  CLI/*) echo cli ;;
  git2* | git2/*) echo git ;;
  simdjson*) echo experiment ;;
  re2/*) echo "experiment supervise table" ;;
  nlohmann/*) echo nobody ;;
  esac
}
among() { case " $2 " in *" $1 "*) ;; *) return 1 ;; esac; }

# check ROOT: prints each forbidden include.
check() {
  cd "$1"
  grep -rEo --include='*.h' --include='*.cpp' '^ *# *include *[<"][^>"]*' libcommon git-exp* 2>/dev/null |
    sed 's/: *# *include */:/' |
    while IFS=: read -r file header; do
      module=${file#libcommon/}
      module=${module%%/*}
      name=${header#?}
      case $header in
      *..*) echo "$file: '$name' leaves its folder" ;;
      \"*/*) among "${name%%/*}" "$(may_include "$module")" || echo "$file: $module may not include '$name'" ;;
      '<'*)
        owners=$(owners "$name")
        [ -n "$owners" ] || continue
        among "$module" "$owners" || echo "$file: '$name' belongs to $owners"
        case $file in *.cpp | libcommon/git/handles.h) ;; *) echo "$file: '$name' in a header of ours" ;; esac
        ;;
      esac
    done
  # What shows libgit2's types, at first or second hand, stays inside git/.
  for internal in handles.h $(grep -l '"git/handles.h"' libcommon/git/*.h 2>/dev/null); do
    grep -rl "\"git/${internal##*/}\"" libcommon git-exp* 2>/dev/null | grep -v '^libcommon/git/' |
      sed "s|\$|: 'git/${internal##*/}' is for git/ alone|"
  done
  grep -rHo 'git-exp[a-z-]*-lib' git-exp*/CMakeLists.txt 2>/dev/null |
    sed 's|/CMakeLists.txt:| links |' | awk '$1 "-lib" != $3 { print }'
  cd "$scratch/work"
}

check "$EXP_SOURCE" >found
[ ! -s found ] || fail "forbidden includes: $(cat found)"

# Each line: a file and what it must not contain.
while read -r file line; do
  rm -rf fixture
  mkdir -p "fixture/${file%/*}"
  printf '%s\n' "$line" >"fixture/$file"
  check "$PWD/fixture" >found
  [ -s found ] || fail "'$line' in $file is not found out"
done <<'FORBIDDEN'
libcommon/base/x.cpp #include "cli/output.h"
libcommon/table/x.cpp #include "git/oid.h"
libcommon/table/x_test.cpp #include "experiment/record.h"
libcommon/process/x.h #include "git/oid.h"
libcommon/git/x.cpp #include "experiment/record.h"
libcommon/experiment/x.cpp #include "supervise/program.h"
libcommon/experiment/x.cpp #include "cli/output.h"
libcommon/supervise/x.cpp #include "cli/output.h"
libcommon/cli/x.h #include <CLI/CLI.hpp>
libcommon/git/x.h #include <git2.h>
libcommon/experiment/x.h #include <simdjson.h>
libcommon/table/x.cpp #include <simdjson.h>
libcommon/supervise/x.h #  include <re2/re2.h>
git-exp-run/x.cpp #include <git2.h>
git-exp-run/x.cpp #include "git/handles.h"
git-exp-run/x.cpp #include "../git-exp-table/options.h"
git-exp-run/x.cpp #include "git-exp-table/options.h"
git-exp-run/CMakeLists.txt target_link_libraries(git-exp-run-lib PUBLIC git-exp-table-lib)
FORBIDDEN
