. "${EXP_TESTS:?}/support/lib.sh"
# Reference system C's example: folders that it left, the set that it wrote. First-seen order, indented by four.
new_repo
commit_file a b
mkdir -p __result__/t1/0 __result__/t1/1 __statistic__/exper-list
echo '{"hparam": {"lr": "0.001", "expernameid": "t1/0"}, "metric": {"val/acc": "98.7000", "n": "3"}}' \
  >__result__/t1/0/statistic.json
echo '{"hparam": {"bs": "8", "lr": "0.1"}, "metric": {"n": "4", "val/loss": "0.2"}}' >__result__/t1/1/statistic.json
printf 't1/0\n\nt1/1' >__statistic__/exper-list/record.txt
expect_status 0 git exp-title
expect_stdout ""
expect_line "^title made: __statistic__/title/record.json$" "$ERR"
expect_file __statistic__/title/record.json - <<'END'
{
    "hparam": [
        "lr",
        "expernameid",
        "bs"
    ],
    "metric": [
        "val/acc",
        "n",
        "val/loss"
    ]
}
END
[ -z "$(git status --porcelain)" ] || fail "the tree is not clean"
