# A line of somebody else with the uuid of our run and a larger rev is not ours, whatever it changes; it may not lead out.
. "${EXP_TESTS:?}/support/lib.sh"
new_repo
commit_file train 'echo "$*"'
expect_status 0 git exp-run base -f -- sh train '{config}' '{seed}'
expect_stdout '{config} 0'
forge() {  # PYTHON: a statement about r
  git notes --ref=exp show HEAD | python3 -c 'import json, sys
r = [json.loads(l) for l in sys.stdin if json.loads(l)["run"] == "base/0" and "kind" in json.loads(l)][-1]
r["rev"] = 99
exec(sys.argv[1])
print(json.dumps(r, separators=(",", ":")))' "$1" >../line
  git notes --ref=forged add -f -F ../line HEAD
  git update-ref refs/exp-remotes/evil/notes/exp refs/notes/forged
}
refused() {
  forge "$1"
  rm -rf __result__/base  # so that the forged line is all there is
  expect_status 125 git exp-rerun base/0
  expect_absent ../PWNED
}
forge 'r["colour"] = "x; touch ../PWNED"'
expect_status 0 git exp-rerun base/0
expect_stdout '{config} 0'
refused 'r["config"] = {"path": "x; touch ../PWNED", "sha256": ""}'
refused 'r["command"] = ["touch", "../PWNED"]'
refused 'r["seed"]["root"] = 5'
refused 'r["env"] = {"LD_PRELOAD": "x.so"}'
refused 'r["cwd"] = "../.."'
expect_status 125 git exp-rerun --trust base/0
expect_line "^fatal: the record of 'base/0' names a folder outside the tree: '../..'$" "$ERR"
