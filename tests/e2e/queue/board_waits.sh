. "${EXP_TESTS:?}/support/lib.sh"
# What is drawn says for what runs wait: for a place that another submission has, for a device.
new_repo
commit_file t.sh 'echo begun; while [ ! -e "$GO" ]; do sleep 0.05; done'
export GO="$scratch/go"
git-exp-run first -q --seeds 1..1 --devices 0 -- sh t.sh &
first=$!
wait_until grep -qs '^begun$' __result__/first/0/log
try() {  # WHAT OPTION…: draws that it waits for this
  what=$1; shift
  in_terminal sh -c 'echo $$ >../pid; exec git-exp-run "$@"' sh "$@" -- sh t.sh >../seen 2>&1 &
  terminal=$!
  wait_until grep -q "^0 running, 2 waiting for $what, 0 finished · " ../seen
  kill -INT "$(cat ../pid)"
  wait $terminal || :
  git exp-stop -q "$1/*"
}
try 'a place' second --seeds 1..2
try 'a device' third -j 2 --seeds 1..2 --devices 0
touch "$GO"
wait $first
