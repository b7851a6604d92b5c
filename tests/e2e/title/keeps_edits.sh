. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# What the user ordered, commented out or wrote beside it stays; new names come behind; nothing new, nothing written.
new_repo
commit_file a b
make_run asr/0 '{"hparam": {"lr": 0.1, "seed": 1}, "metric": {"val/acc": 0.9, "val/loss": 0.4}}'
make_run asr/1 '{"hparam": {"lr": 0.1, "bs": 8}, "metric": {"val/acc": 0.9, "test/acc": 0.8}}'
git exp-record -q 'asr/*'
title=__statistic__/title/record.json
mkdir -p __statistic__/title
printf '\357\273\277' >$title
sed 's/$/\r/' >>$title <<'END'
// columns of the paper
{"hparam": [
    "lr",
    # "seed",
  ],
  "metric": [
    ; sorted by hand
    "val/acc"
    /* "val/loss", */
  ]
}
END
sed 's/    # "seed",/&\r\n    "bs",/; s/"val.acc"/&,/; s/    .. "val.loss", ../&\r\n    "test\/acc"/' \
  $title >../expected
expect_status 0 git exp-title
expect_same $title ../expected
touch -d '2020-01-01' $title
expect_status 0 git exp-title record
expect_line "^title has all names: " "$ERR"
[ "$(stat -c %Y $title)" -lt 1600000000 ] || fail "the file was written again"
