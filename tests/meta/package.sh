. "${EXP_TESTS:?}/support/lib.sh"
# The Debian package: its fields, its files, and the suite out of it, extracted into a scratch root.
for tool in cpack dpkg-deb dpkg-shlibdeps file; do
  command -v $tool >/dev/null || skip "$tool is not installed"
done
expect_status 0 cpack -G DEB --config "$EXP_BUILD/CPackConfig.cmake" -B "$PWD/packages"
package=$(ls packages/*.deb)
expect_status 0 dpkg-deb -f "$package"
expect_line '^Package: git-exp$' "$OUT"
expect_line "^Version: $EXP_VERSION" "$OUT"
expect_line '^Section: vcs$' "$OUT"
expect_line '^Maintainer: git-exp maintainers <git-exp@example.org>$' "$OUT"
expect_line '^Depends: .*git \(>= 1:2\.30\)' "$OUT"
for library in libc6 libgit2 libfmt libsimdjson libre2; do expect_line "^Depends: .*$library" "$OUT"; done
expect_line '^Description: .+' "$OUT"
expect_status 0 dpkg-deb -c "$package"
expect_no_line ' (1000|[a-z]*[1-9]/|.*/usr/local/)' "$OUT"
expect_no_line '^[^l](.{4}w|.{7}w)' "$OUT"

dpkg-deb -x "$package" root
(cd root/usr && find . ! -type d -printf '%P\n' | LC_ALL=C sort) >packaged
# zsh looks into another folder below /usr than elsewhere.
grep -v '^#' "$EXP_TESTS/meta/installed-files.txt" | sed 's|/zsh/site-functions/|/zsh/vendor-completions/|' |
  LC_ALL=C sort >expected
ls root/usr/share/man/man1 >/dev/null 2>&1 || sed -i '/^share\/man\//d' expected
diff -u expected packaged >&2 || fail "other files than are installed"
for program in root/usr/bin/*; do
  [ "$(file -b "$program" | grep -c 'not stripped')" -eq 0 ] || fail "$program is not stripped"
done

EXP_BIN="$PWD/root/usr/bin" sh "$EXP_TESTS/e2e/suite/main_job.sh" || fail "the packaged suite does not work"

[ -d root/usr/share/man ] || skip "without man pages: lowdown is not installed (all else is in order)"
command -v man >/dev/null || skip "man is not installed (all else is in order)"
export MANPATH="$PWD/root/usr/share/man" PATH="$PWD/root/usr/bin:$PATH" MANWIDTH=80 PAGER=cat MANPAGER=cat GIT_PAGER=cat LC_ALL=C.UTF-8
for command in $EXP_COMMANDS; do
  expect_status 0 git help "${command#git-}"
  expect_line "^ *$command - " "$OUT"
  expect_status 0 man --warnings -l "root/usr/share/man/man1/$command.1.gz"
  expect_stderr ""
done
expect_status 0 git exp-run --help
expect_line "^ *git-exp-run - " "$OUT"
