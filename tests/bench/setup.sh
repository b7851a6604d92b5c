# Sourced by the benches, which set `here`: the commands of EXP_BIN on PATH, a folder of their own that goes at the end, git's identity.
PATH=${EXP_BIN:?}:$PATH
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME="$folder" GIT_CONFIG_NOSYSTEM=1 PYTHONDONTWRITEBYTECODE=1
git config --global user.name bench
git config --global user.email bench@example.org
missed=0
# ratio NAME BAR ROUNDS FLOOR COMMAND: see ratio.py.
ratio() { python3 "$here/ratio.py" "$@" || missed=1; }

# In a new repository of 1,000 files.
enter_repository() {
  mkdir "$folder/repository" && cd "$folder/repository" && git init -q
  i=0
  while [ $i -lt 1000 ]; do
    mkdir -p "d$((i % 20))" && echo "file $i" >"d$((i % 20))/f$i"
    i=$((i + 1))
  done
  git add -A && git commit -qm files
}
