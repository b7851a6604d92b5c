. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/source_files.sh"
# Nothing of the machine that it was written on: no home folder, no absolute path into somebody's work.
pattern='(^|[[:blank:]"=:(`'"'"'])/(home|Users|root|work|mnt|media)/[A-Za-z0-9._-]'

offending() { xargs -d '\n' grep -EHn -e "$pattern" -- /dev/null || :; }
cd "$EXP_SOURCE"
source_files | grep -v '\.csv$' | offending >"$scratch/wrong"
[ ! -s "$scratch/wrong" ] || fail "paths of a machine: $(cat "$scratch/wrong")"

# It can fail.
cd "$scratch/work"
echo 'cp "/ho''me/ada/x" .' >bad
echo 'cp "$scratch/work/x" .' >good
printf 'bad\ngood\n' | offending >"$OUT"
expect_stdout 'bad:1:cp "/ho''me/ada/x" .'
