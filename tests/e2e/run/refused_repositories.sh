. "${EXP_TESTS:?}/support/lib.sh"
# A bare repository has no tree to run in; libgit2 cannot read sha256: said, not guessed.
git init -q --bare bare.git; cd bare.git
expect_status 125 git exp-run base -- true
expect_line '^fatal: .*(bare|work tree)' "$ERR"
cd ..; new_repo new --object-format=sha256; commit_file a 1
expect_status 125 git exp-run base -- true
expect_line "^fatal: .*sha256" "$ERR"
expect_absent __result__
