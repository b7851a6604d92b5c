#include "program_words.h"

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "experiment/config_file.h"
#include "experiment/index.h"
#include "experiment/run_state.h"
#include "experiment/trust.h"

namespace exp_run {

std::vector<std::string> with_extra(std::vector<std::string> words, const std::vector<std::string>& extra) {
  const bool there = words.size() > extra.size() &&
                     std::equal(extra.begin(), extra.end(), words.end() - static_cast<std::ptrdiff_t>(extra.size()));
  if (!there) words.insert(words.end(), extra.begin(), extra.end());
  return words;
}

NamedValues with_values(NamedValues first, const NamedValues& second) {
  for (const auto& [name, value] : second) {
    const auto same = std::find_if(first.begin(), first.end(), [&](const auto& known) { return known.first == name; });
    if (same == first.end())
      first.emplace_back(name, value);
    else
      same->second = value;
  }
  return first;
}

namespace {

std::vector<std::string> extra_of(const experiment::Record& record) {
  std::vector<std::string> words;
  if (const base::Json* extra = record.unknown.find("extra"))
    for (const auto& word : extra->items()) words.push_back(word.text());
  return words;
}

/// Where a command may come from, newest name first: with --next the series "base-4", "base-3", …, "base".
std::vector<std::string> lenders(const Experiment& experiment) {
  std::vector<std::string> tags = {experiment.tag};
  const auto dash = experiment.tag.rfind('-');
  const auto number = dash == std::string::npos ? std::nullopt : base::parse_integer(experiment.tag.substr(dash + 1));
  constexpr std::int64_t most = 100;
  if (experiment.next && number)
    for (std::int64_t n = *number - 1; n > 1 && *number - n < most; --n)
      tags.push_back(experiment.tag.substr(0, dash + 1) + std::to_string(n));
  if (experiment.base != experiment.tag) tags.push_back(experiment.base);
  return tags;
}

std::string words_of(const char* option, const NamedValues& values) {
  std::string text;
  for (const auto& [name, value] : values)
    text += std::string(" ") + option + " " + base::shell_quote(name + "=" + value);
  return text;
}

ProgramWords lend(const experiment::Store& store, const Options& options, const Experiment& experiment,
                  const experiment::Record& lender) {
  ProgramWords lent;
  lent.words = with_extra(lender.command, options.extra);
  lent.origin = lender.run;
  lent.overrides = with_values(lender.overrides, options.overrides);
  lent.env = with_values(lender.env, options.env);
  lent.extra = lender.tag == experiment.tag && options.extra.empty() ? extra_of(lender) : options.extra;
  if (const auto config = experiment::find_config(lender)) lent.config = config->path;
  store.messages.note("command of " + lent.origin + ": " + base::shell_join(lent.words) +
                      words_of("-S", lender.overrides) + words_of("--env", lender.env));
  if (lender.cwd != store.repository.location().prefix)
    store.messages.warning(base::quoted(lender.run) + " ran in " + base::quoted(lender.cwd.empty() ? "." : lender.cwd) +
                           " below the top, this one runs here");
  return lent;
}

/// A command that came with a fetched record is not run because nothing else was typed.
[[noreturn]] void refuse_strangers_command(const experiment::Record& record, const Experiment& experiment) {
  throw base::UserError("no command was given, and the last one of " + base::quoted(record.tag) +
                            " was recorded by somebody else (" + base::printable(record.user + "@" + record.host) +
                            ", " + base::quoted(record.run) + ")",
                        {"if it is meant, type it: git exp-run " + base::shell_quote(experiment.tag) + " -- " +
                         base::shell_join(record.command)});
}

/// The newest run whose command could be executed at all: a mistyped one is not what people mean by "the last".
std::optional<experiment::KnownRun> find_lender(const experiment::Store& store, const std::string& tag) {
  auto latest = experiment::find_latest_run(store, tag);
  if (!latest || experiment::was_ever_started(latest->record)) return latest;
  store.messages.note("not the command of " + base::printable(latest->record.run) + ": it could not be started");
  latest.reset();
  for (auto& run : experiment::load_runs_of_tag(store, tag)) {
    const bool counts = !run.is_copy && run.record.kind == "run" && experiment::was_ever_started(run.record);
    if (counts && (!latest || latest->record.created < run.record.created)) latest = std::move(run);
  }
  return latest;
}

ProgramWords configured_command(const experiment::Store& store, const Options& options, const std::string& key,
                                const std::vector<std::string>& words) {
  ProgramWords lent{with_extra(words, options.extra), key, options.overrides, options.env, options.extra, ""};
  store.messages.note("command of " + key + ": " + base::shell_join(lent.words));
  return lent;
}

ProgramWords lent_command(const experiment::Store& store, const Options& options, const Experiment& experiment) {
  for (const auto& tag : lenders(experiment)) {
    const auto latest = find_lender(store, tag);
    if (!latest || latest->record.command.empty()) continue;
    if (!experiment::is_own(store, *latest)) refuse_strangers_command(latest->record, experiment);
    return lend(store, options, experiment, latest->record);
  }
  if (!store.settings.command_words.empty())
    return configured_command(store, options, "exp.command", store.settings.command_words);
  const std::string tag = base::shell_quote(experiment.base);
  throw base::UserError("no command: none was given, " + base::quoted(experiment.tag) +
                            " has no run to take it from, and exp.command is not set",
                        {"git exp-run " + tag + " -- <command>", "git config exp.command '<command>'"});
}

/// Of the run whose checkpoint is taken. Nothing where that is a file without a run, or an imported record.
std::optional<ProgramWords> command_for_fork(const experiment::Store& store, const Options& options,
                                             const Experiment& experiment, const experiment::ForkPoint& fork) {
  if (!store.settings.fork_words.empty())
    return configured_command(store, options, "exp.forkCommand", store.settings.fork_words);
  if (!fork.source || fork.source->run.record.command.empty()) return std::nullopt;
  const experiment::Record& record = fork.source->run.record;
  if (!experiment::is_own(store, fork.source->run)) refuse_strangers_command(record, experiment);
  return lend(store, options, experiment, record);
}

}  // namespace

ProgramWords choose_program(const experiment::Store& store, const Options& options, const Experiment& experiment,
                            const experiment::ForkPoint* fork) {
  if (options.command.empty() && fork)
    if (auto lent = command_for_fork(store, options, experiment, *fork)) return std::move(*lent);
  if (options.command.empty()) return lent_command(store, options, experiment);
  std::vector<std::string> words = options.command;
  words.insert(words.end(), options.extra.begin(), options.extra.end());
  return {words, "", options.overrides, options.env, options.extra, ""};
}

}  // namespace exp_run
