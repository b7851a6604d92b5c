. "${EXP_TESTS:?}/support/lib.sh"
# What cannot be frozen is listed, all of it, before anything is written.
new_repo sub
commit_file inner 1
cd ..
new_repo
expect_status 125 git exp-run base --snapshot -- true
expect_line '^fatal: this branch has no commit yet' "$ERR"
commit_file code 1
git submodule --quiet add "$PWD/../sub" sub
printf '*.bin filter=lfs\n' >.gitattributes
git config filter.lfs.clean 'wc -c'
commit_all
git checkout -q -b side; commit_file code 2; git checkout -q main; commit_file code 3
git merge -q side >/dev/null 2>&1 && fail 'merged'
echo dirty >sub/inner
mkdir -p deep/down; git init -q deep/down/nested; git init -q empty
truncate -s 3K large
truncate -s 3K kept.bin
git config exp.snapshotMaxSize 2k
snapshot_repo
objects=$(git count-objects)
expect_status 125 git exp-run base --snapshot -- touch ran
expect_line '^fatal: the work tree cannot be frozen:$' "$ERR"
expect_line '^fatal:   code: not merged$' "$ERR"
expect_line '^fatal:   sub: a submodule that changed$' "$ERR"
expect_line '^fatal:   deep/down/nested/: a repository of its own$' "$ERR"
expect_line '^fatal:   empty/: a repository of its own$' "$ERR"
expect_line '^fatal:   large: 3.0 KiB, more than exp.snapshotMaxSize \(2.0 KiB\)$' "$ERR"
expect_no_line 'kept.bin' "$ERR"
expect_untouched
expect_absent ran __result__
[ "$objects" = "$(git count-objects)" ] || fail 'objects were written'
git reset -q --hard; git -C sub checkout -q .; rm -rf deep empty large
git config exp.snapshotLimit 1k; head -c 700 /dev/zero >a; head -c 600 /dev/zero >b
expect_status 125 git exp-run base --snapshot -- true
expect_line '^fatal:   a: 700 B, of 1.3 KiB untracked, more than exp.snapshotLimit \(1.0 KiB\)$' "$ERR"
git config exp.snapshotLimit 2k
expect_status 0 git exp-run base --snapshot -- true
[ "$(git show base:kept.bin)" = 3072 ] || fail 'the filter was not used'
