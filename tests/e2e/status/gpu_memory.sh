. "${EXP_TESTS:?}/support/lib.sh"
# The supervisor asks nvidia-smi for the memory of its program's processes; exp-status does not.
new_repo
mkdir ../bin
cat >../bin/nvidia-smi <<'END'
#!/bin/sh
echo "$1" >>"$ASKED"
case $1 in
--query-gpu=*) echo '0, Test GPU, GPU-1, 8192, 1.0' ;;
--query-compute-apps=*)
  while [ ! -s "$PIDS" ]; do sleep 0.05; done
  echo '1, 7000'
  while read -r pid; do echo "$pid, 300"; done <"$PIDS" ;;
esac
END
chmod +x ../bin/nvidia-smi
usual=$PATH
export PATH="$PWD/../bin:$PATH" ASKED="$scratch/asked" PIDS="$scratch/pids" GO="$scratch/go"
commit_file t.sh 'sleep 60 & echo $! >"$PIDS.new"; echo $$ >>"$PIDS.new"; mv "$PIDS.new" "$PIDS"; while [ ! -e "$GO" ]; do sleep 0.05; done; kill $!'
git exp-run -q -d asr -- sh t.sh >/dev/null
wait_until sh -c 'git exp-status | grep -q "600 MiB"'
expect_status 0 git exp-status
expect_line '^running .*memory +gpu memory' "$OUT"
git exp-status --json >../json
expect_json ../json 'r[0]["gpu_memory_bytes"] == 600 << 20'
[ "$(git exp-status --porcelain | cut -f19)" = $((600 << 20)) ] || fail "not in --porcelain"
mkdir ../bin2
printf '#!/bin/sh\ntouch "$ASKED.by_status"\n' >../bin2/nvidia-smi
chmod +x ../bin2/nvidia-smi
for form in '' --json --porcelain; do PATH="$PWD/../bin2:$usual" git exp-status $form >/dev/null; done
expect_absent "$ASKED.by_status"
touch "$GO"
wait_until grep -q '"finished"' __result__/asr/0/run.json

# One that fails is not asked again, one that hangs keeps nobody, and a machine without one has no such column.
printf '#!/bin/sh\ncase $1 in --query-gpu=*) echo "0, Test GPU, GPU-1, 8192, 1.0" ;; --query-c*) exec sleep 60 ;; esac\n' >../bin/nvidia-smi
rm -rf .git/exp/host
expect_status 0 git exp-run -q asr -- true
expect_json __result__/asr/1/run.json 'r["state"] == "finished"'
