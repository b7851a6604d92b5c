. "${EXP_TESTS:?}/support/lib.sh"
# HOME unset, no user.name, tags that git would sign: a run is recorded all the same, under user@host, unsigned.
new_repo
commit_file a 1
rm "$GIT_CONFIG_GLOBAL"; unset GIT_CONFIG_GLOBAL
git config tag.gpgSign true; git config user.useConfigOnly true
expect_status 0 env -u HOME git exp-run base -- true
git cat-file tag base >"$OUT"
expect_line '^tagger .+ <.+@.+>' "$OUT"
expect_no_line 'BEGIN PGP' "$OUT"
git notes --ref=exp show >"$OUT"
