. "${EXP_TESTS:?}/support/lib.sh"
# -S replaces {name}, else is appended in the chosen style; placeholders of the run are filled in.
new_repo
commit_file a 1
expect_status 0 git exp-run base --seed 5 -S lr=0.1 -S note='a b' -- echo 'x={lr}' '{seed}' '{run}' '{tag}' '{id}' '{other}'
expect_stdout 'x=0.1 5 base/0 base 0 {other} --note=a b'
expect_json __result__/base/0/run.json 'r["params"]["lr"] == 0.1' 'r["command"][1] == "x={lr}"' 'r["overrides"]["lr"] == "0.1" if isinstance(r["overrides"], dict) else True'
expect_json __result__/base/0/params.json 'r["lr"] in (0.1, "0.1")'
git config exp.overrideStyle words
expect_status 0 git exp-run base -S lr=0.2 -- echo
expect_stdout '--lr 0.2'
git config exp.overrideStyle hydra
expect_status 0 git exp-run base -S lr=0.2 -- echo
expect_stdout 'lr=0.2'
git config exp.overrideStyle nonsense
expect_status 125 git exp-run base -- true
expect_line "exp.override[sS]tyle" "$ERR"
