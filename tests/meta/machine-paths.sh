. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/source_files.sh"
# Nothing of the machine that it was written on: no home folder (but that of Ada, our example), no path into
# somebody's work.
pattern='(^|[\s"=:(`'"'"'])/(home/(?!ada\b)|(Users|root|work|mnt|media)/)[\w.-]'

offending() { xargs -d '\n' grep -PHn -e "$pattern" -- /dev/null || :; }
cd "$EXP_SOURCE"
source_files | grep -v '\.csv$' | offending >"$scratch/wrong"
[ ! -s "$scratch/wrong" ] || fail "paths of a machine: $(cat "$scratch/wrong")"

# It can fail.
cd "$scratch/work"
echo 'cp "/ho''me/bob/x" .' >bad
echo 'cp "$scratch/work/x" /home/ada/x' >good
printf 'bad\ngood\n' | offending >"$OUT"
expect_stdout 'bad:1:cp "/ho''me/bob/x" .'
