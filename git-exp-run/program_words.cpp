#include "program_words.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "experiment/index.h"

namespace exp_run {

std::vector<std::string> with_extra(std::vector<std::string> words, const std::vector<std::string>& extra) {
  const bool there = words.size() > extra.size() &&
                     std::equal(extra.begin(), extra.end(), words.end() - static_cast<std::ptrdiff_t>(extra.size()));
  if (!there) words.insert(words.end(), extra.begin(), extra.end());
  return words;
}

namespace {

std::optional<ProgramWords> find_last_command(const experiment::Store& store, const std::string& tag) {
  const auto latest = experiment::find_latest_run(store, tag);
  if (!latest || latest->record.command.empty()) return std::nullopt;
  return ProgramWords{latest->record.command, latest->record.run};
}

ProgramWords lent_command(const experiment::Store& store, const Options& options, const Experiment& experiment) {
  for (const auto& tag : {experiment.tag, experiment.base})
    if (auto found = find_last_command(store, tag))
      return {with_extra(std::move(found->words), options.extra), found->origin};
  if (!store.settings.command_words.empty())
    return {with_extra(store.settings.command_words, options.extra), "exp.command"};
  const std::string tag = base::shell_quote(experiment.base);
  throw base::UserError(
      "no command: none was given, " + base::quoted(experiment.tag) + " has no run yet, and exp.command is not set",
      {"git exp-run " + tag + " -- <command>", "git config exp.command '<command>'"});
}

}  // namespace

ProgramWords choose_program(const experiment::Store& store, const Options& options, const Experiment& experiment) {
  if (!options.command.empty()) {
    std::vector<std::string> words = options.command;
    words.insert(words.end(), options.extra.begin(), options.extra.end());
    return {words, ""};
  }
  ProgramWords lent = lent_command(store, options, experiment);
  store.messages.note("command of " + lent.origin + ": " + base::printable(base::shell_join(lent.words)));
  return lent;
}

}  // namespace exp_run
