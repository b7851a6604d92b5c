#autoload
# Completion of git-exp for zsh, on top of its own for git, which calls _git-exp-run for `git exp-run`. Those functions
# are one line each (made by the build, with the description); they call this one: _git_exp COMMAND.
# Words come from `git exp-… -h`, from `git for-each-ref`, and from the names of folders.

_git_exp () {
  local command=$1 previous=$words[CURRENT-1] formats=(csv tsv json ndjson md latex html) set=
  local states=(active unfinished running queued requeued finished failed interrupted timeout lost presumed-lost)
  if [[ $command == exp ]]; then
    _git_exp_alone
    return
  fi
  if [[ $command == exp-run ]] && _git_exp_own_words; then
    shift $own words
    (( CURRENT -= own ))
    _normal
    return
  fi
  compset -P '--set=' && set=yes
  compset -P '--format=' && previous=--format
  compset -P '--state=' && previous=--state
  case $command,$previous,$PREFIX in
  *,--format,*) compadd -a formats ;;
  *,--state,*) compadd -a states ;;
  (exp-record|exp-rerun),(-s|--set),*) _git_exp_sets ;;
  exp-continue,--from,*) compadd last best ;;
  exp-rerun,--keep,*) compadd yes no ;;
  *,-*) [[ -z $set ]] && _git_exp_options $command || _git_exp_sets ;;
  exp-run,--config,*) _files ;;
  exp-run,--fork,*) _git_exp_runs ;;
  exp-run,(-S|-m|--set-param|--seed|--message|--extra|--env|--notify|--timeout),*) _message value ;;
  exp-table,(-o|--output),*) _files ;;
  exp-table,(--columns|--filter|--sort|--top|--precision),*) _message value ;;
  exp-continue,(--extra|--timeout),*) _message value ;;
  exp-rerun,(--seed|--seeds|-m|--message|--timeout),*) _message value ;;
  exp-run,*) _git_exp_tags ;;
  exp-continue,*) _git_exp_runs ;;
  exp-rerun,*) [[ -n $set ]] && _git_exp_sets || _git_exp_runs ;;
  exp-table,*) (( words[(I)--runs] )) && _git_exp_runs || _git_exp_sets ;;
  exp-list,(-n|--limit|--sort),*) _message value ;;
  exp-log,(-n|--lines|--attempt),*) _message value ;;
  exp-(list|show|log|stop),*) _git_exp_runs ;;
  exp-title,*) _git_exp_sets ;;
  exp-clean,*) _git_exp_runs ;;
  exp-diff,*) _git_exp_runs ;;
  exp-use,*) _git_exp_tags; _git_exp_runs ;;
  exp-record,*) [[ -n $set ]] && _git_exp_sets || _git_exp_runs ;;
  esac
}

# `git exp run …` is `git exp-run …`.
_git_exp_alone () {
  if (( CURRENT > 2 )); then
    shift words
    (( CURRENT-- ))
    _git_exp exp-$words[1]
  elif [[ $PREFIX == -* ]]; then
    _git_exp_options exp
  else
    local -a names
    names=(${${(M)${(f)"$(git --list-cmds=others)"}:#exp-*}#exp-})
    compadd -- ${names:#exec}
  fi
}

# True if the cursor is among the program's words; `own` is then how many stand before them.
_git_exp_own_words () {
  local i tag=
  for (( i = 2; i < CURRENT; i++ )); do
    case $words[i] in
    --) own=$i; return 0 ;;
    -S|-m|--seed|--set-param|--message|--extra|--env|--config|--fork|--notify|--timeout) (( i++ )) ;;
    -*) ;;
    *) if [[ -n $tag ]]; then own=$(( i - 1 )); return 0; fi; tag=$words[i] ;;
    esac
  done
  own=$(( CURRENT - 1 ))
  [[ -n $tag && $PREFIX != -* ]]
}

# The options with their descriptions, out of the short help.
_git_exp_options () {
  local -a flags valued
  local line names name description i
  local -a lines=(${(f)"$(git $1 -h 2>/dev/null)"})
  for (( i = 1; i <= $#lines; i++ )); do
    line=${lines[i]##[[:blank:]]##}
    [[ $line == -* ]] || continue
    names=${line%%  *}
    description=${${line#$names}##[[:blank:]]##}
    [[ -n $description ]] || description=${lines[i + 1]##[[:blank:]]##}
    for name in ${(s:, :)names}; do
      case $name in
      (--\[no-\]*) flags+=("--${name#--\[no-\]}:$description" "--no-${name#--\[no-\]}:$description") ;;
      (--*' <'*) valued+=("${name%% *}:$description") ;;
      (*) flags+=("${${name%% *}%%\[*}:$description") ;;
      esac
    done
  done
  _describe -o option flags -- valued -S =
}

_git_exp_tags () {
  local prefix=$(git config exp.tagPrefix) expl
  local -a tags
  tags=(${(f)"$(git for-each-ref --format='%(refname:strip=2)' "refs/tags/$prefix$PREFIX*" "refs/tags/$prefix$PREFIX*/**")"})
  _wanted tags expl experiment compadd - ${tags#$prefix}
}

# Prints the folder of this name in the main work tree, whose results outlive linked ones.
_git_exp_folder () {
  local -a found=(${(f)"$(git rev-parse --git-common-dir --show-toplevel 2>/dev/null)"})
  case $found[1] in
  .git) print -r -- $1 ;;
  */.git) print -r -- ${found[1]%/.git}/$1 ;;
  *) print -r -- $found[2]/$1 ;;
  esac
}

# Tags and runs, a level of the result folder at a time, as paths are completed.
_git_exp_runs () {
  local results=$(git config --type=path exp.resultDir)
  [[ -n $results ]] || results=$(_git_exp_folder __result__)
  local -a runs folders
  local name expl
  for name in $results/$PREFIX*(-/N); do
    name=${name#$results/}
    [[ ${name:t} == <-> ]] && runs+=($name) || folders+=($name)
  done
  _wanted runs expl run compadd -a runs
  _wanted folders expl experiment compadd -S / -q -a folders
}

_git_exp_sets () {
  local expl
  local -a sets
  sets=($(_git_exp_folder __statistic__/exper-list)/*.txt(N:t:r) finished)
  _wanted sets expl set compadd -a sets
}

_git_exp "$@"
