#include "publishing.h"

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "cli/messages.h"
#include "experiment/pending.h"
#include "experiment/set_file.h"
#include "membership.h"

namespace exp_record {
namespace {

bool was_ever_published(const git::Repository& repository) {
  return base::path_exists(base::path_join(repository.exp_dir(), "published"));
}

bool anything_waits(const git::Repository& repository) {
  const auto entries = base::find_entries(base::path_join(repository.exp_dir(), "pending"));
  // What was set aside as broken is nobody's work any more.
  return entries && entries->size() > std::size_t(std::count(entries->begin(), entries->end(), "broken"));
}

void add_to_set(const experiment::Store& store, const std::string& name, const std::vector<std::string>& runs) {
  std::vector<std::string> added;
  experiment::ignore_folders(store);
  experiment::change_set(store, name, [&](experiment::SetFile& set) {
    for (const auto& run : runs)
      if (set.add(run)) added.push_back(run);
    return !added.empty();
  });
  if (!added.empty()) store.messages.note("recorded " + format_names(added) + " in '" + name + "'");
}

bool is_unpublished(const experiment::KnownRun& run) {
  const bool ours = !run.folder.empty() && !run.is_copy && !run.newer_format;
  return ours && !run.published && !experiment::is_active(run.record.state);
}

}  // namespace

int publish_elsewhere(const Options& options) {
  auto repository = git::Repository::open();
  if (!anything_waits(repository) && !was_ever_published(repository)) return 0;
  cli::TerminalMessages messages(options.verbosity);
  const auto settings = experiment::load_settings(repository);
  const experiment::Store store{repository, settings, messages};
  experiment::tell_places(store);
  const auto published = experiment::publish_and_mend(store);
  if (published.runs.empty()) return 0;
  messages.note("published " + format_names(published.runs));
  if (!settings.auto_record.empty()) add_to_set(store, settings.auto_record, published.runs);
  return 0;
}

void publish_unpublished(const experiment::Store& store, const std::vector<experiment::ResolvedRun>& runs) {
  try {
    bool any = false;
    for (const auto& [name, run] : runs) {
      if (!is_unpublished(run)) continue;
      experiment::create_marker(store, experiment::format_marker_name(run.record.uuid, run.record.rev), run.folder);
      any = true;
    }
    if (any) experiment::publish_pending(store);
  } catch (const base::UserError& error) {
    store.messages.warning(error.what());
    store.messages.hint("the records are safe in the runs' folders; to publish them: git exp-record --pending");
  }
}

}  // namespace exp_record
