. "${EXP_TESTS:?}/support/lib.sh"
. "$EXP_TESTS/support/runs.sh"
# A submodule is a repository of its own; shallow and sparse ones are like others; one in SHA-256 is refused; a bare one
# has a place for sets; nobody needs a name or a HOME.
new_repo origin
commit_file a/x 1; commit_file b/y 2
origin=$PWD
cd ..; new_repo super; git submodule add -q "$origin" sub 2>"$ERR"; commit_all
cd sub; make_run asr/0
expect_status 0 git exp-record asr/0
expect_file __statistic__/exper-list/record.txt asr/0
expect_absent ../__statistic__
[ -z "$(git -C .. status --porcelain)" ] || fail "the outer repository is not clean"

cd ../..; git clone -q --depth 1 "file://$origin" shallow; cd shallow
git sparse-checkout set b
make_run asr/0
expect_status 0 env -u HOME -u LOGNAME -u USER GIT_CONFIG_GLOBAL=/dev/null git exp-record --label x asr/0
git notes --ref=exp show HEAD >"$OUT"
expect_line '"by":"[^"@]+@[^"]+","keys":\{"label":"x"\}' "$OUT"

git clone -q --bare . ../bare.git
git push -q ../bare.git 'refs/notes/*:refs/notes/*'
expect_status 0 git -C ../bare.git exp-record asr/0
expect_stderr "recorded asr/0 in 'record' (1 run)"
git init -q --object-format=sha256 ../new
expect_status 128 git -C ../new exp-record
expect_line '^fatal: .*sha256' "$ERR"
