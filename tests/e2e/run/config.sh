. "${EXP_TESTS:?}/support/lib.sh"
# --config: the experiment has the file's name, the command its path, the run's folder a copy of it.
new_repo
commit_file config-train/base.lstm.config 'lr: 0.1'
commit_file src/show 'echo "$1:"; cat "$1"'
expect_status 0 git exp-run --config config-train/base.lstm.config -- sh src/show '{config}'
expect_stdout - <<'END'
config-train/base.lstm.config:
lr: 0.1
END
folder=__result__/base.lstm/0
expect_same config-train/base.lstm.config $folder/config.config
sum=$(sha256sum <$folder/config.config | cut -d' ' -f1)
expect_json $folder/run.json 'r["tag"] == "base.lstm"' 'r["command"][-1] == "{config}"' \
  'r["config"] == {"path": "config-train/base.lstm.config", "sha256": "'"$sum"'"}'
expect_status 0 git exp-show base.lstm/0
expect_line "config file +config-train/base.lstm.config \($(echo "$sum" | cut -c1-12)\)" "$OUT"

# From another folder: the path as the program needs it there. The experiment's last command, the file said or not.
cd src
expect_status 0 git exp-run --config ../config-train/base.lstm.config -- sh show '{config}'
expect_line '^\.\./config-train/base.lstm.config:$' "$OUT"
expect_status 0 git exp-run base.lstm
expect_line '^\.\./config-train/base.lstm.config:$' "$OUT"
cd ..
git config exp.command 'sh src/show {config}'
expect_status 0 git exp-run --name-from-path --config config-train/base.lstm.config --extra=--fast
expect_exists __result__/config-train/base.lstm_fast/0/config.config
expect_status 0 git exp-run mine --config "$PWD/config-train/base.lstm.config" -m 'a given name wins'
expect_exists __result__/mine/0/config.config
expect_status 125 git exp-run other
expect_line "^fatal: exp.command has '\{config\}', and no config file was given" "$ERR"
expect_status 0 git exp-diff base.lstm/0 mine/0 --command
expect_no_line 'config file' "$OUT"
