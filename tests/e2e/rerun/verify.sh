# --verify compares every metric: reproduced exactly, within a tolerance, or a table of what differs; the verdict is kept.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
cat >train <<'PROGRAM'
noise=0
[ ! -e ../noise ] || noise=$(cat ../noise)
for epoch in 1 2 3; do
  echo "{\"epoch\": $epoch, \"loss\": $((GIT_EXP_SEED + epoch)).0$((epoch > 1 ? noise : 0)), \"seconds\": $(date +%s%N)}" >>"$GIT_EXP_METRICS"
done
PROGRAM
commit_all
expect_status 0 git exp-run base -f -- sh train
expect_status 0 git exp-rerun --verify base/0
expect_stdout - <<'TEXT'
base/0: reproduced exactly by base/1 (1 metric, 4 values)
left out: seconds (exp.verifyIgnore; --strict compares them)
TEXT
echo 4 >../noise
expect_status 1 git exp-rerun --verify base/0
expect_line '^base/0: differs, by base/2 \(1 of 1 metric\)$' "$OUT"
expect_line '^metric +then +now +difference +differs in +first step$' "$OUT"
expect_line '^loss +3.00 +3.04 +0.04[0-9]* +last +2$' "$OUT"
expect_status 0 git exp-rerun --verify=0.05 base/0
expect_line '^base/0: within tolerance by base/3 ' "$OUT"
expect_status 0 git exp-rerun --verify=0.05rel base/0
expect_status 1 git exp-rerun --verify=0.001rel base/0
expect_status 1 git exp-rerun --verify=0.05 --strict base/0
expect_line '^seconds ' "$OUT"
git notes --ref=exp show HEAD | grep '"kind":"edit"' >../edits
expect_line '"run":"base/0".*"by":"Ada Tester <ada@example.org>".*"verified":"reproduced exactly, by base/1 on ' ../edits
expect_line '"run":"base/1".*"verified":"reproduced exactly, against base/0 of ' ../edits
expect_line '"verified":"differs, by base/2 on ' __result__/base/0/edits.jsonl
expect_json __result__/base/0/run.json 'len(r["attempts"]) == 1'
