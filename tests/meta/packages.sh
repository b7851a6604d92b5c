. "${EXP_TESTS:?}/support/lib.sh"
# scripts/packages is the one list: CMake names no other package, and without apt the list is shown and that is the end.
list=$EXP_SOURCE/scripts/packages
[ -z "$(grep -Ev '^(#|build |test  )' "$list")" ] || fail "not understood: $(grep -Ev '^(#|build |test  )' "$list")"
sed -n 's/^ *exp_require([^ )]* \([^ )]*\))/\1/p' "$EXP_SOURCE"/cmake/*.cmake | grep -v '^package$' >required
[ "$(wc -l <required)" -ge 6 ] || fail "cmake/ does not name its packages as it did"
while read -r package; do
  grep -Eq "^(build|test) +([^ ]*\|)?$package[ |]" "$list" || fail "cmake/ asks for '$package', scripts/packages does not"
done <required

mkdir tools
for tool in sh dirname grep cut; do ln -s "$(command -v $tool)" tools/; done
expect_status 1 env PATH="$PWD/tools" "$EXP_SOURCE/scripts/install-packages" build
expect_line '^This is not a Debian system' "$ERR"
expect_line '^libgit2-dev ' "$ERR"
expect_no_line '^libgtest-dev' "$ERR"
expect_status 0 env PATH="$PWD/tools" EXP_INSTALL=no "$EXP_SOURCE/scripts/install-packages"
expect_stderr ""
