. "${EXP_TESTS:?}/support/lib.sh"
# {config} and the copy are the same with --snapshot, -d, --queue, --seeds, in a trial, and where a run is taken up or repeated.
new_repo
commit_file conf/base.yaml 'lr: 0.1'
commit_file src/show 'pwd; echo "$1"; cat "$1"; [ ! -e fail ]'
check() {  # RUN TEXT
  expect_file "__result__/$1/config.yaml" "$2"
  expect_line '^\.\./conf/base.yaml$' "__result__/$1/log"
  expect_line "^$2\$" "__result__/$1/log"
}
cd src
set -- --config ../conf/base.yaml
expect_status 0 git exp-run "$@" --seeds 1..2 -- sh show '{config}'
expect_status 0 git exp-run "$@" -d
expect_status 0 git exp-run "$@" --seed 5 --queue
cd ..
for id in 2 3; do wait_until grep -q '"state": "finished"' __result__/base/$id/run.json; done
for id in 0 1 2 3; do check base/$id 'lr: 0.1'; done

# Where the file has changed since, and is another one in the work tree.
commit_file conf/base.yaml 'lr: 0.2'
expect_status 0 git exp-rerun base/0
check base/4 'lr: 0.1'
expect_json __result__/base/4/run.json 'r["config"]["path"] == "conf/base.yaml"'
mkdir new && echo 'lr: 0.3' >new/fresh.yaml
expect_status 0 git exp-run --config new/fresh.yaml --snapshot --dry-run -- cat '{config}'
expect_line '^command: +cat new/fresh.yaml$' "$OUT"
expect_line '^config: +new/fresh.yaml ' "$OUT"
expect_status 0 git exp-run --config new/fresh.yaml --snapshot -- cat '{config}'
expect_file __result__/fresh/0/config.yaml 'lr: 0.3'
expect_status 0 git exp-run --trial --config new/fresh.yaml -- cat '{config}'
expect_stdout 'lr: 0.3'
git clean -qfd new
expect_status 0 git exp-rerun fresh/0
expect_file __result__/fresh/1/config.yaml 'lr: 0.3'

touch src/fail
commit_all
cd src
expect_status 1 git exp-run --next "$@" -- sh show '{config}'
cd ..
rm __result__/base-2/0/config.yaml
expect_status 1 git exp-continue base-2/0
check base-2/0 'lr: 0.2'
