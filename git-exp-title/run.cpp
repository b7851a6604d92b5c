#include "run.h"

#include <filesystem>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/messages.h"
#include "cli/run_main.h"
#include "experiment/set_file.h"
#include "experiment/sharing.h"
#include "experiment/title_file.h"
#include "set_names.h"

namespace exp_title {
namespace {

using experiment::Store;

constexpr std::size_t most_unknown_named = 10;
constexpr std::size_t largest_title = 64u << 20;

/// `record`, or where nothing was recorded yet `finished`, which is said.
std::vector<std::string> chosen_sets(const Store& store, const Options& options) {
  if (!options.sets.empty()) return options.sets;
  if (experiment::find_set(store, "record")) return {"record"};
  store.messages.note("no set 'record' yet: taking 'finished'");
  return {"finished"};
}

void report_unknown_set(const Store& store, const std::string& set, cli::TerminalMessages& messages) {
  messages.error("no set " + base::quoted(set));
  const auto similar = base::similar_words(set, experiment::set_names(store.settings));
  messages.hint(similar.empty()
                    ? "a set is made by its first run: git exp-record -s " + base::shell_quote(set) + " <run>"
                    : "did you mean " + base::quoted(similar[0]) + "?");
}

void report_unknown_runs(const std::vector<experiment::LookupFault>& faults, cli::TerminalMessages& messages) {
  for (std::size_t i = 0; i < faults.size() && i < most_unknown_named; ++i) {
    messages.warning(faults[i].reason);
    for (const auto& hint : faults[i].hints) messages.hint(hint);
  }
  if (faults.size() > most_unknown_named)
    messages.warning(base::count_of(faults.size() - most_unknown_named, "further run is", "further runs are") +
                     " unknown");
}

std::string read_title(const std::string& path) {
  auto file = base::read_file(path, largest_title);
  if (file.failure && file.failure != base::ReadFailure::missing)
    throw base::file_error("read", path, file.errno_value);
  return std::move(file.bytes);
}

/// As it can be typed from here.
std::string shown(const std::string& path) {
  std::error_code ignored;
  return base::printable(base::path_below(path, std::filesystem::current_path(ignored).string()));
}

/// Writes only what differs: an editor that has the file open is not told of a change that is none.
void write_title(const Store& store, const std::string& set, const SetNames& names) {
  const std::string path = experiment::title_path(store.settings, set);
  const std::string before = read_title(path);
  const std::string after = experiment::add_to_title(before, path, names.params, names.metrics);
  if (after == before) return store.messages.note("title has all names: " + shown(path));
  experiment::ignore_folders(store);
  experiment::make_shared_folders(store.settings.sharing, base::path_parent(path));
  base::remove_old_temporaries(base::path_parent(path));
  base::write_file_atomically(path, after);
  if (before.empty()) experiment::share_file(path);
  store.messages.note("title made: " + shown(path));
}

/// False if the set, or one of its runs, is unknown.
bool make_title(const Store& store, const std::string& set, cli::TerminalMessages& messages) {
  const auto file = experiment::find_set(store, set);
  if (!file) {
    report_unknown_set(store, set, messages);
    return false;
  }
  const SetNames names = collect_names(store, file->runs());
  report_unknown_runs(names.unknown, messages);
  write_title(store, set, names);
  return names.unknown.empty();
}

}  // namespace

int run(const Options& options) {
  cli::TerminalMessages messages(options.verbosity);
  auto repository = git::Repository::open();
  const auto settings = experiment::load_settings(repository);
  const Store store{repository, settings, messages};
  experiment::tell_places(store);
  bool complete = true;
  for (const auto& set : chosen_sets(store, options)) complete = make_title(store, set, messages) && complete;
  return complete ? 0 : cli::status_no;
}

}  // namespace exp_title
