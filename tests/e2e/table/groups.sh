. "${EXP_TESTS:?}/support/lib.sh"
# Mean and deviation over seeds, for people and for programs.
new_repo
commit_file t.sh 'echo "{\"hparam\":{\"lr\":$1,\"out\":\"$GIT_EXP_RUN/m\"},\"metric\":{\"acc\":$2}}" >"$GIT_EXP_STATISTIC"'
for run in '0.1 0.90' '0.1 0.92' '0.01 0.95'; do
  # shellcheck disable=SC2086
  git exp-run -q base -- sh t.sh $run
done
expect_status 0 git exp-table --group-by
expect_line '^grouped by lr \(not by out\)$' "$ERR"
expect_stdout - <<'TABLE'
  lr  n            acc  acc:min  acc:max
0.1   2  0.910 ± 0.014     0.90     0.92
0.01  1  0.95              0.95     0.95
TABLE
expect_absent __statistic__/table
expect_status 0 git exp-table --group-by=lr --sort -acc --format csv --precision 3
printf 'lr,n,acc:mean,acc:std,acc:min,acc:max\r\n0.01,1,0.950,,0.950,0.950\r\n0.1,2,0.910,0.014,0.900,0.920\r\n' \
  >"$scratch/csv"
expect_same "$scratch/csv" "$OUT"
expect_status 0 git exp-table --group-by --columns acc --format latex --top 1
expect_line '^0.1 & 2 & 0.910 \$\\pm\$ 0.014 & 0.90 & 0.92' "$OUT"
