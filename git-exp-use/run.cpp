#include "run.h"

#include <cstdlib>

#include "base/text.h"
#include "choice.h"
#include "cli/colour.h"
#include "cli/messages.h"
#include "cli/output.h"

namespace exp_use {
namespace {

using experiment::Store;

std::string words_of(const Choice& choice) {
  return std::string(choice.is_run() ? "run " : "experiment ") + base::quoted(choice.name);
}

/// What a POSIX shell evaluates. Shown on a terminal, nothing has happened yet.
void print_for_shell(const Store& store, const std::string& statement, const std::string& command) {
  cli::print(statement + "\n");
  if (cli::is_terminal(1))
    store.messages.hint("only printed: eval \"$(" + command + ")\"    makes it so in this shell");
}

void print_export(const Store& store, const Options& options, const Choice& choice) {
  const std::string word = options.word ? " " + base::shell_quote(*options.word) : "";
  print_for_shell(store, "export GIT_EXP_CURRENT=" + base::shell_quote(choice.name),
                  "git exp-use" + word + " --export");
}

/// What is chosen for the user does not count in a shell that has its own.
void warn_of_shells_own(const Store& store) {
  const auto current = experiment::find_current(store);
  if (!current || !current->of_shell) return;
  store.messages.warning("in this shell GIT_EXP_CURRENT is " + base::quoted(current->name) + ", which counts");
  store.messages.hint(current->unset_hint());
}

int show(const Store& store, const Options& options) {
  const auto current = experiment::find_current(store);
  if (!current) {
    store.messages.note("no experiment is chosen");
    store.messages.hint("git exp-use <tag>    chooses one");
    return 1;
  }
  const Choice choice = look_up(store, *current);
  if (options.for_shell) {
    print_export(store, options, choice);
    return 0;
  }
  cli::print(choice.name + "\n");
  store.messages.note(words_of(choice) + ", by " + current->source() + (current->of_shell ? ", in this shell" : ""));
  return 0;
}

int set(const Store& store, const Options& options) {
  const Choice choice = choose(store, *options.word);
  if (options.for_shell) {
    print_export(store, options, choice);
    return 0;
  }
  experiment::write_current(store, choice.is_run() ? choice.run : choice.name, choice.uuid);
  store.messages.note("current is the " + words_of(choice));
  warn_of_shells_own(store);
  return 0;
}

int unset(const Store& store, const Options& options) {
  if (options.for_shell) {
    print_for_shell(store, "unset GIT_EXP_CURRENT", "git exp-use --unset --export");
    return 0;
  }
  store.messages.note(experiment::remove_current(store) ? "no experiment is chosen any more" : "none was chosen");
  warn_of_shells_own(store);
  return 0;
}

}  // namespace

int run(const Options& options) {
  cli::TerminalMessages messages(options.verbosity);
  auto repository = git::Repository::open({.with_objects = true});
  const auto settings = experiment::load_settings(repository);
  const Store store{repository, settings, messages};
  experiment::tell_places(store);
  if (options.unset) return unset(store, options);
  return options.word ? set(store, options) : show(store, options);
}

}  // namespace exp_use
