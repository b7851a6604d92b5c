. "${EXP_TESTS:?}/support/lib.sh"
# --config wants a file that the commit has, and a name that no other file has given.
new_repo
commit_file .gitignore '*.tmp'
commit_file a/base.yaml 'lr: 0.1'
commit_file b/base.yaml 'lr: 0.2'
commit_file 12.yaml digits
echo x >new.tmp
ln -s a/base.yaml link.yaml
commit_all
echo x >"$scratch/outside.yaml"
refused() {  # MESSAGE ARGUMENTS…
  message=$1; shift
  expect_status 125 git exp-run "$@" -- cat '{config}'
  expect_line "$message" "$ERR"
  expect_stdout ''
}
refused "^fatal: config file 'new.tmp' is not tracked" --config new.tmp
expect_line '^hint: git add -f new.tmp && git commit' "$ERR"
refused "^fatal: there is no config file 'none.yaml'" --config none.yaml
expect_line '^hint: git exp-run --config <file>' "$ERR"
refused "^fatal: config file 'a' is not a file" --config a
refused "^fatal: config file 'link.yaml' is a link" --config link.yaml
refused 'is not in this work tree' --config "$scratch/outside.yaml"
refused "^fatal: config file '12.yaml' gives the experiment no name: '12' cannot be one" --config 12.yaml
expect_line '^hint: git exp-run <tag> --config 12.yaml' "$ERR"
echo 'lr: 9' >a/base.yaml
refused '^fatal: the tree is not clean' --config a/base.yaml
git checkout -q a/base.yaml
expect_status 129 git exp-run base --name-from-path -- true
[ -z "$(git tag)" ] || fail 'a tag was made'

# One name of two files.
expect_status 0 git exp-run --config a/base.yaml -- cat '{config}'
refused "^fatal: experiment 'base' is of another config file of this name: 'a/base.yaml', not 'b/base.yaml'" \
  --config b/base.yaml
expect_line '^hint: git exp-run --name-from-path --config b/base.yaml' "$ERR"
expect_status 0 git exp-run --name-from-path --config b/base.yaml -- cat '{config}'
expect_stdout 'lr: 0.2'
