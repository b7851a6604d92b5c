. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# A title file that cannot be understood is named with its line, and stays as it is.
new_repo
commit_file a b
make_run asr/0 '{"hparam": {"lr": 0.1}}'
git exp-record -q asr/0
mkdir -p __statistic__/title
title=__statistic__/title/record.json
for text in '{"hparam": ["lr"' '["lr"]' '{"hparam": "lr"}' '{"hparam": [1]}' 'lr, bs'; do
  printf '%s\n' "$text" >$title
  cp $title ../before
  expect_status 128 git exp-title
  expect_line "^fatal: .*record.json" "$ERR"
  expect_same $title ../before
done
rm $title; mkdir $title
expect_status 128 git exp-title
