. "${EXP_TESTS:?}/support/lib.sh"
# `cmake --install` puts exactly the files of installed-files.txt below the prefix, and what it has installed works.
list=$EXP_TESTS/meta/installed-files.txt
DESTDIR="$PWD/root" cmake --install "$EXP_BUILD" --prefix /opt/exp >"$OUT" 2>"$ERR" || fail "$(cat "$ERR")"

(cd root/opt/exp && find . ! -type d -printf '%P\n' | LC_ALL=C sort) >installed
grep -v '^#' "$list" >expected
[ -n "$(find "$EXP_BUILD/share/man" -name '*.1.gz' 2>/dev/null)" ] ||
  { sed -i '/^share\/man\//d' expected; echo "without man pages: lowdown is not installed" >&2; }
diff -u expected installed >&2 || fail "other files than in $list"
[ -z "$(find root ! -type l -perm /022)" ] || fail "writable by others: $(find root ! -type l -perm /022)"
[ -z "$(find root -xtype l)" ] || fail "links to nowhere: $(find root -xtype l)"
if find root/opt/exp/share -type f -exec grep -l "$EXP_SOURCE\|$EXP_BUILD" {} + >&2; then
  fail "an installed file names the folder of the source or the build"
fi

EXP_BIN="$PWD/root/opt/exp/bin" sh "$EXP_TESTS/e2e/suite/main_job.sh" || fail "the installed suite does not work"
