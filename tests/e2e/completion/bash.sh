. "${EXP_TESTS:?}/support/lib.sh"
# bash-completion finds our file by the command's name, git's completion calls the functions in it.
loader=/usr/share/bash-completion/bash_completion
[ -r $loader ] && [ -r /usr/share/bash-completion/completions/git ] || skip "bash-completion is not installed"
DESTDIR="$scratch/root" cmake --install "$EXP_BUILD/completions" --prefix /usr >/dev/null
export XDG_DATA_DIRS="$scratch/root/usr/share:/usr/share"

# complete WORD…: what a TAB after the last word offers, a line each, "." for the blank that ends a word.
complete() {
  bash --norc -c '
    . "$0"
    _completion_loader git
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
    $(complete -p git | sed "s/.*-F \([^ ]*\).*/\1/")
    printf "%s\n" "${COMPREPLY[@]}"' $loader "$@" 2>"$ERR" | sed 's/ $/./' | sort >"$OUT"
}

new_repo
commit_file a b
commit_file conf/base.yaml c
git tag asr-1
git tag asr-2
mkdir -p __result__/asr-1/0 __result__/asr-1/1 __result__/group/asr/0 __statistic__/exper-list
touch __statistic__/exper-list/best.txt
complete git exp-run as; expect_stdout "$(printf '%s.\n' asr-1 asr-2)"
complete git exp-run --seed; expect_stdout "$(printf "%s\n" --seed= --seeds=)"
complete git exp-run x -- gi; expect_line '^git\.?$' "$OUT"
complete git exp-record ''; expect_stdout "$(printf '%s\n' asr-1/ group/)"
complete git exp-record asr-1/; expect_stdout "$(printf '%s.\n' asr-1/0 asr-1/1)"
complete git exp-run --fork asr-1/; expect_stdout "$(printf '%s.\n' asr-1/0 asr-1/1)"
complete git exp-run --config conf/b; expect_stdout "conf/base.yaml"
complete git exp-run --notify as; expect_no_line 'asr' "$OUT"
complete git exp-use asr-; expect_stdout "$(printf '%s\n' asr-1. asr-1/ asr-2.)"
complete git exp-use --un; expect_line '^--unset' "$OUT"
complete git exp-record -s ''; expect_stdout "$(printf '%s.\n' best finished)"
complete git exp record group/a; expect_stdout "group/asr/"
complete git exp-table be; expect_stdout "best."
complete git exp-table --format la; expect_stdout "latex."
complete git exp-title b; expect_stdout "best."
complete git exp re; expect_line '^record.$' "$OUT"
complete git exp-show asr-1/; expect_line '^asr-1/0.$' "$OUT"
complete git exp-log asr-1/; expect_line '^asr-1/1.$' "$OUT"
complete git exp-show --pa; expect_line '^--path.$' "$OUT"
complete git exp-list as; expect_stdout "asr-1/"
complete git exp-list --state fa; expect_stdout "failed."
mkdir below && cd below
complete git exp-table --runs gr; expect_stdout "group/"
