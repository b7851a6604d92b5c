. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# Runs, newest first, of all experiments, of one, of a pattern; sorted, cut, by state; a folder that is gone is said.
new_repo
commit_file a b
make_run asr/0 '{"metric":{"acc":0.5,"loss":2,"ms":3,"fourth":4}}'
make_run asr/1 '{"metric":{"acc":0.75,"loss":1}}' failed
make_run tts/0 '{"metric":{"acc":0.25}}'
names() { cut -f 1 "$OUT" | tr '\n' ' '; }
listed() {  # EXPECTED ARGUMENT…
  want=$1; shift
  expect_status 0 git exp-list --porcelain "$@"
  [ "$(names)" = "$want " ] || fail "'$(names)', not '$want', of: $*"
}
listed 'tts/0 asr/1 asr/0' -r
listed 'asr/1 asr/0' asr
listed 'tts/0 asr/0' '*/0'
listed 'asr/0' asr/0
listed 'asr/1 asr/0 tts/0' -r --sort -acc
listed 'asr/1' -r --state failed,lost
listed 'tts/0 asr/1' -r --limit 2
expect_status 0 git exp-list asr
expect_line "^run +state +age +duration +attempts +seed +acc +loss +ms$" "$OUT"
expect_line '^asr/0 +finished +.* ago +30\.0 s +1 +7 +0\.5 +2 +3$' "$OUT"
git -c exp.metric=loss:min exp-list -r >"$OUT"
expect_line '^run .* seed +loss$' "$OUT"
git exp run -q gone -- true
rm -r __result__/gone
expect_status 0 git exp-list gone
expect_line '^gone/0 \(folder gone\) +finished ' "$OUT"
expect_status 0 git exp-list gone --json
expect_json "$OUT" 'r[0]["folder"] is None' 'r[0]["state"] == "finished"' 'r[0]["commit"] != ""'
