. "${EXP_TESTS:?}/support/lib.sh"
# docs/guide.md says what happens: every command in it is run, and what it prints compared.
command -v awk >/dev/null || skip 'awk is not installed'
mkdir day && cd day
python3 "$EXP_TESTS/support/guide.py" "$EXP_SOURCE/docs/guide.md"
