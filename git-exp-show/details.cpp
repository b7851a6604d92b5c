#include "details.h"

#include <unistd.h>

#include <array>
#include <climits>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/live_values.h"
#include "experiment/run_time.h"

namespace exp_show {
namespace {

using experiment::Record;

std::string current_folder() {
  std::array<char, PATH_MAX> path{};
  return ::getcwd(path.data(), path.size()) ? path.data() : "";
}

/// Nothing where we stand there already.
std::string change_folder(const experiment::Store& store, const Record& record) {
  const std::string& top = store.repository.location().top;
  const std::string folder = top.empty() ? record.cwd : base::path_absolute(record.cwd, top);
  if (folder.empty() || folder == current_folder()) return "";
  return "cd " + base::shell_quote(folder) + " && ";
}

std::string variables(const Record& record) {
  std::string text;
  for (const auto& [name, value] : record.env) text += base::shell_quote(name + "=" + value) + " ";
  return text.empty() ? "" : "env " + text;
}

void add_command(const experiment::Store& store, Details& details) {
  const Record& record = details.record();
  if (record.command.empty()) return;
  const std::string folder = details.run().folder.empty() ? store.run_folder(record.run) : details.run().folder;
  const auto words = experiment::compose_command(record, {folder}, store.settings.override_style);
  details.command = change_folder(store, record) + variables(record) + base::shell_join(words);
  if (words != record.command) details.given_command = base::shell_join(record.command);
}

std::optional<std::string> find_subject(const experiment::Store& store, const std::string& commit) {
  const auto id = git::Oid::parse(commit);
  if (!id || !store.repository.has_commit(*id)) return std::nullopt;
  try {
    return store.repository.commit_subject(*id);
  } catch (const base::UserError& error) {
    store.messages.warning(error.what());
    return std::nullopt;
  }
}

}  // namespace

Details find_details(const experiment::Store& store, experiment::ResolvedRun run, base::Timestamp now) {
  Details details;
  details.resolved = std::move(run);
  details.state = experiment::find_run_state(details.run());
  experiment::add_live_values(details.resolved.run.record, details.run().folder, store.messages);
  details.subject = find_subject(store, details.record().commit);
  details.duration_ms = experiment::find_run_time_ms(details.record(), details.state, now);
  if (!details.run().newer_format) add_command(store, details);
  return details;
}

}  // namespace exp_show
