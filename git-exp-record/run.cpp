#include "run.h"

#include "base/error.h"
#include "base/trace.h"
#include "choice.h"
#include "cli/messages.h"
#include "cli/run_main.h"
#include "experiment/set_file.h"
#include "membership.h"
#include "publishing.h"
#include "removal.h"

namespace exp_record {
namespace {

void add_to_set(const experiment::Store& store, const std::string& name,
                const std::vector<experiment::ResolvedRun>& runs) {
  experiment::ignore_folders(store);
  experiment::change_set(store, name, [&](experiment::SetFile& set) {
    const Added result = add_runs(set, runs);
    const std::string in = format_set(name, set);
    if (!result.there.empty())
      store.messages.note(format_names(result.there) + (result.there.size() == 1 ? " is" : " are") + " already in " +
                          in);
    if (!result.added.empty()) store.messages.note("recorded " + format_names(result.added) + " in " + in);
    return !result.added.empty();
  });
}

void write_edits(const experiment::Store& store, const Options& options, std::vector<experiment::ResolvedRun>& runs) {
  std::vector<std::pair<std::string, std::string>> keys;
  if (options.label) keys.emplace_back("label", *options.label);
  if (options.message) keys.emplace_back("message", *options.message);
  if (keys.empty()) return;
  std::vector<experiment::KnownRun*> edited;
  std::vector<std::string> names;
  for (auto& run : runs) {
    edited.push_back(&run.run);
    names.push_back(run.name);
  }
  experiment::add_edits(store, edited, keys);
  for (const auto& [key, text] : keys)
    store.messages.note("the " + key + " of " + format_names(names) + " is now " + base::quoted(text));
}

int record(const experiment::Store& store, const Options& options, cli::TerminalMessages& messages) {
  auto choices = choose_runs(store, options.runs, messages);
  if (choices.empty()) {
    messages.note("nothing is recorded");
    return cli::status_no;
  }
  auto runs = import_choices(store, std::move(choices));
  publish_unpublished(store, runs);
  write_edits(store, options, runs);
  if (options.adds) add_to_set(store, options.set, runs);
  return 0;
}

}  // namespace

int run(const Options& options) {
  const base::Trace trace("exp-record");
  if (options.pending) return publish_elsewhere(options);
  cli::TerminalMessages messages(options.verbosity);
  auto repository = git::Repository::open({.with_objects = true});
  const auto settings = experiment::load_settings(repository);
  const experiment::Store store{repository, settings, messages};
  experiment::tell_places(store);
  return options.remove ? remove_runs(store, options, messages) : record(store, options, messages);
}

}  // namespace exp_record
