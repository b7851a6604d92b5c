# Completion of git-exp for bash, on top of git's own: git calls _git_exp_run for `git exp-run`. bash-completion loads
# this file by the name of the command (it is installed as git-exp-run, …). Without bash-completion source git's file
# and then this one in ~/.bashrc:
#     . /usr/share/bash-completion/completions/git
#     . /usr/share/bash-completion/completions/git-exp
# Words come from `git exp-… --git-completion-helper`, from `git for-each-ref`, and from the names of folders.

_git_exp() {
	local at=$(__git_exp_index exp)
	if ((cword == at + 1)); then
		case "$cur" in
		-*) __git_exp_options exp ;;
		*) __gitcomp "$(__git --list-cmds=others | sed -n '/^exp-exec$/d; s/^exp-//p')" ;;
		esac
		return
	fi
	local function=_git_exp_${words[at + 1]//-/_}
	! declare -F "$function" >/dev/null || "$function"
}

_git_exp_run() {
	local at=$(__git_exp_index exp-run) i tag=
	for ((i = at + 1; i < cword; i++)); do
		case "${words[i]}" in
		--) break ;;
		-S | -m | --seed | --set-param | --message | --extra | --env | --config | --fork | --notify | --timeout) ((i++)) ;;
		-*) ;;
		*) [ -z "$tag" ] || break; tag=${words[i]} ;;
		esac
	done
	if ((i < cword)); then # the program's words
		__git_exp_program
		return
	fi
	case "$prev,$cur" in
	*,--*) __git_exp_options exp-run ;;
	--config,*) __git_complete_index_file --cached ;;
	--fork,*) __git_exp_runs ;;
	-S,* | -m,* | --seed,* | --set-param,* | --message,* | --extra,* | --env,* | --notify,* | --timeout,*) ;;
	*) [ -n "$tag" ] && __git_exp_program || __git_exp_tags ;;
	esac
}

_git_exp_record() {
	case "$prev,$cur" in
	*,--set=*) __git_exp_sets "${cur#--set=}" ;;
	*,-*) __git_exp_options exp-record ;;
	-s,* | --set,*) __git_exp_sets "$cur" ;;
	*) __git_exp_runs ;;
	esac
}

_git_exp_continue() {
	case "$prev,$cur" in
	*,-*) __git_exp_options exp-continue ;;
	--from,*) __gitcomp "last best" ;;
	--extra,* | --timeout,*) ;;
	*) __git_exp_runs ;;
	esac
}

_git_exp_rerun() {
	case "$prev,$cur" in
	*,--set=*) __git_exp_sets "${cur#--set=}" ;;
	*,--keep=*) __gitcomp "yes no" "" "${cur#--keep=}" ;;
	*,-*) __git_exp_options exp-rerun ;;
	-s,* | --set,*) __git_exp_sets "$cur" ;;
	--keep,*) __gitcomp "yes no" ;;
	--seed,* | --seeds,* | -m,* | --message,* | --timeout,*) ;;
	*) __git_exp_runs ;;
	esac
}

_git_exp_list() {
	local states="active unfinished running queued requeued finished failed interrupted timeout lost presumed-lost"
	case "$prev,$cur" in
	*,--state=*) __gitcomp "$states" "" "${cur#--state=}" ;;
	*,-*) __git_exp_options exp-list ;;
	--state,*) __gitcomp "$states" ;;
	-n,* | --limit,* | --sort,*) ;;
	*) __git_exp_runs ;;
	esac
}

_git_exp_show() {
	case "$cur" in
	-*) __git_exp_options exp-show ;;
	*) __git_exp_runs ;;
	esac
}

_git_exp_status() {
	case "$cur" in -*) __git_exp_options exp-status ;; esac
}

_git_exp_stop() {
	case "$cur" in
	-*) __git_exp_options exp-stop ;;
	*) __git_exp_runs ;;
	esac
}

_git_exp_log() {
	case "$prev,$cur" in
	*,-*) __git_exp_options exp-log ;;
	-n,* | --lines,* | --attempt,*) ;;
	*) __git_exp_runs ;;
	esac
}

_git_exp_title() {
	case "$cur" in
	-*) __git_exp_options exp-title ;;
	*) __git_exp_sets "$cur" ;;
	esac
}

_git_exp_table() {
	local formats="csv tsv json ndjson md latex html"
	case "$prev,$cur" in
	*,--format=*) __gitcomp "$formats" "" "${cur#--format=}" ;;
	*,-*) __git_exp_options exp-table ;;
	--format,*) __gitcomp "$formats" ;;
	-o,* | --output,* | --columns,* | --filter,* | --sort,* | --top,* | --precision,*) ;;
	*) [[ " ${words[*]} " == *" --runs "* ]] && __git_exp_runs || __git_exp_sets "$cur" ;;
	esac
}

_git_exp_diff() {
	case "$cur" in
	-*) __git_exp_options exp-diff ;;
	*) __git_exp_runs ;;
	esac
}

_git_exp_use() {
	case "$cur" in
	-*) __git_exp_options exp-use ;;
	*) __git_exp_tags_and_runs ;;
	esac
}

_git_exp_clean() {
	case "$cur" in
	-*) __git_exp_options exp-clean ;;
	*) __git_exp_runs ;;
	esac
}

_git_exp_init() {
	case "$cur" in -*) __git_exp_options exp-init ;; esac
}

# The place of the command in words: "exp-run", or "exp" "run".
__git_exp_index() {
	local i
	for ((i = 1; i < cword; i++)); do
		case "${words[i]}" in
		"$1") break ;;
		exp) [ "exp-${words[i + 1]-}" != "$1" ] || { ((i++)); break; } ;;
		esac
	done
	echo "$i"
}

__git_exp_options() {
	__gitcomp "$(__git "$1" --git-completion-helper 2>/dev/null)"
}

# A command with its own arguments: as its own completion does it, else file names.
__git_exp_program() {
	local i
	COMPREPLY=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		[ "${COMP_WORDS[i]}" != -- ] || break
	done
	if ((i < COMP_CWORD)) && declare -F _command_offset >/dev/null; then
		compopt +o nospace
		_command_offset $((i + 1))
	fi
}

__git_exp_tags() {
	local prefix=$(__git config exp.tagPrefix)
	__gitcomp_direct "$(__git for-each-ref --format="%(refname:strip=2) " "refs/tags/$prefix$cur*" \
		"refs/tags/$prefix$cur*/**" | sed "s|^${prefix//|/\\|}||")"
}

# Prints the folder of this name in the main work tree, whose results outlive linked ones.
__git_exp_folder() {
	local common top
	{ read -r common && read -r top; } < <(__git rev-parse --git-common-dir --show-toplevel 2>/dev/null)
	case "$common" in
	.git) echo "$1" ;;
	*/.git) echo "${common%/.git}/$1" ;;
	*) echo "$top/$1" ;;
	esac
}

# Tags and runs, a level of the result folder at a time, as paths are completed.
__git_exp_runs() {
	local results=$(__git config --type=path exp.resultDir || __git_exp_folder __result__) entry name
	COMPREPLY=()
	for entry in "$results/$cur"*/; do
		[ -d "$entry" ] || continue
		name=${entry#"$results/"}
		name=${name%/}
		case "${name##*/}" in
		*[!0-9]*) COMPREPLY+=("$name/") ;;
		*) COMPREPLY+=("$name ") ;;
		esac
	done
}

# An experiment whole, before its first run too, and with a slash its runs.
__git_exp_tags_and_runs() {
	local runs
	__git_exp_runs
	runs=("${COMPREPLY[@]}")
	__git_exp_tags
	COMPREPLY+=("${runs[@]}")
}

__git_exp_sets() {
	local lists=$(__git_exp_folder __statistic__/exper-list) file names="finished"
	for file in "$lists"/*.txt; do
		[ ! -f "$file" ] || { file=${file##*/}; names+=$'\n'${file%.txt}; }
	done
	__gitcomp_nl "$(sort -u <<<"$names")" "" "$1"
}

# A command without a function above, loaded by its name: at least its options.
__git_exp_loaded=${BASH_SOURCE[0]##*/}
if [[ $__git_exp_loaded == git-exp-* ]] && ! declare -F "_${__git_exp_loaded//-/_}" >/dev/null; then
	eval "_${__git_exp_loaded//-/_}() { case \"\$cur\" in -*) __git_exp_options ${__git_exp_loaded#git-} ;; esac; }"
fi
