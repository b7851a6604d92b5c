. "${EXP_TESTS:?}/support/lib.sh"
# What the suite writes is what docs/schema says, for every state.
python=/usr/bin/python3
$python -c 'import jsonschema' 2>/dev/null || skip "python3-jsonschema is not installed"
new_repo
commit_file a 1
expect_status 0 git exp-run base --env A=1 -S lr=0.1 -m why -- sh -c 'echo "loss: 1"; echo "loss: nan"'
expect_status 1 git exp-run base -- false
expect_status 124 git exp-run base --timeout 100ms -- sleep 600
expect_status 137 git exp-run base -- sh -c 'kill -9 $$'
expect_status 0 git exp-run base -- printf '\377'
expect_status 0 git exp-run base --extra "$(printf -- '--x=\377')" -- true
for file in __result__/*/*/run.json; do $python "$EXP_TESTS/support/validate_schema.py" "$EXP_SOURCE/docs/schema/run.schema.json" "$file"; done
git notes --ref=exp show >"$scratch/note"
$python "$EXP_TESTS/support/validate_schema.py" "$EXP_SOURCE/docs/schema/note-line.schema.json" "$scratch/note"
echo '{"v":1}' >"$scratch/wrong"
! $python "$EXP_TESTS/support/validate_schema.py" "$EXP_SOURCE/docs/schema/run.schema.json" "$scratch/wrong" 2>"$ERR"
