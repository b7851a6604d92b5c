. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/many.sh"
# Two clones share one result folder; runs, edits, publishing, merges of each other's notes, and git's own housekeeping go
# on at the same time: no record is lost, none stands twice.
processes=$(size 16 64)
new_repo ada
commit_file a b
git clone -q . ../bob
cd ..
results=$scratch/results
for clone in ada bob; do
  git -C $clone config exp.resultDir "$results"
  git -C $clone config exp.autoRecord all
  git -C $clone config gc.auto 50
  git -C $clone config gc.autoDetach false
  expect_status 0 git -C $clone exp-run -q t -- true
done
merge() { # what people do by hand
  git -C "$1" fetch -q "../$2" '+refs/notes/exp*:refs/exp-remotes/other/notes/exp*'
  git -C "$1" notes --ref=exp merge -q -s cat_sort_uniq refs/exp-remotes/other/notes/exp
}
# git's processes may meet each other's locks: what they say is not what is tested.
merges() { until stopped; do merge "$@" || true; sleep 0.1; done; }
housekeeping() { until stopped; do git -C "$1" pack-refs --all || true; git -C "$1" gc -q --auto || true; sleep 0.1; done; }
runs() { for _ in 1 2 3; do git -C "$1" exp-run -q --again t -- true || return; done; }
edits() { for n in 1 2 3; do git -C "$1" exp-record -q --label "$1 $2 $n" -m "$1" t/0 t/1 || return; done; }
publishing() { for _ in 1 2 3 4 5 6; do git -C "$1" exp-record -q --pending || return; done; }
merges ada bob >"$scratch/merges" 2>&1 &
merges bob ada >"$scratch/merges" 2>&1 &
for clone in ada bob; do housekeeping $clone >"$scratch/housekeeping" 2>&1 & done
for n in $(seq "$processes"); do
  clone=ada
  [ $((n % 2)) -eq 0 ] || clone=bob
  case $((n % 16)) in
    2 | 3) at_once edits $clone "$n" ;;
    4 | 5) at_once publishing $clone ;;
    *) at_once runs $clone ;;
  esac
done
stop_the_others
all_ended
for others in 'ada bob' 'bob ada' 'ada bob'; do
  # shellcheck disable=SC2086
  merge $others
  expect_status 0 git -C "${others% *}" exp-record --pending
done
for clone in ada bob; do (cd $clone && expect_sound "$results"); done
for run in "$results"/t/*/; do echo "t/$(basename "$run")"; done | sort >"$scratch/runs"
sort -u ada/__statistic__/exper-list/all.txt bob/__statistic__/exper-list/all.txt >"$OUT"
expect_same "$scratch/runs" "$OUT"
