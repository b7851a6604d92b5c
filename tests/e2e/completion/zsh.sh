. "${EXP_TESTS:?}/support/lib.sh"
# A real interactive zsh: a TAB is typed, then a key that writes the line to a file.
command -v zsh >/dev/null || skip "zsh is not installed"
DESTDIR="$scratch/root" cmake --install "$EXP_BUILD/completions" --prefix /usr >/dev/null
cat >"$HOME/.zshrc" <<ZSHRC
fpath=($scratch/root/usr/share/zsh/vendor-completions \$fpath)
autoload -U compinit
compinit -u
report() { print -r -- "\$BUFFER" >\$HOME/line.new; mv \$HOME/line.new \$HOME/line; BUFFER= }
zle -N report
bindkey '^X' report
ZSHRC
cat >"$scratch/type.zsh" <<'ZSH'
zmodload zsh/zpty
zpty shell 'TERM=xterm zsh -i'
for typed in ${(f)"$(<$HOME/cases)"}; do
  zpty -wn shell "${typed%%=>*}"$'\t\x18'
  while [[ ! -e $HOME/line ]]; do zpty -rt shell seen || sleep 0.02; done
  print -r -- "${typed%%=>*}=>$(<$HOME/line)|" && rm $HOME/line
done
zpty -d shell
ZSH

new_repo
commit_file a b
git tag asr-1
mkdir -p __result__/asr-1/0 __result__/group/asr/10 __statistic__/exper-list
touch __statistic__/exper-list/best.txt
cat >"$HOME/cases" <<'CASES'
git exp-run as=>git exp-run asr-1 |
git exp-run --time=>git exp-run --timeout=|
git exp-record group=>git exp-record group/|
git exp-record group/asr/=>git exp-record group/asr/10 |
git exp-record --set=be=>git exp-record --set=best |
git exp record -s fin=>git exp record -s finished |
git exp-table be=>git exp-table best |
git exp-table --format la=>git exp-table --format latex |
git exp-title b=>git exp-title best |
git exp-list as=>git exp-list asr-1/|
git exp-show asr-1/=>git exp-show asr-1/0 |
git exp-log --fol=>git exp-log --follow |
git exp-list --state unf=>git exp-list --state unfinished |
git exp rec=>git exp record |
CASES
expect_status 0 timeout 60 zsh -f "$scratch/type.zsh"
expect_same "$HOME/cases" "$OUT"
