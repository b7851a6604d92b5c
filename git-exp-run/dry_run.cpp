#include "dry_run.h"

#include <unistd.h>

#include <algorithm>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "cli/output.h"
#include "experiment/config_file.h"
#include "experiment/fork.h"
#include "experiment/invocation.h"
#include "experiment/run_ids.h"

namespace exp_run {
namespace {

std::set<std::string> our_environment() {
  std::set<std::string> variables;
  for (char** entry = environ; *entry; ++entry) variables.insert(*entry);
  return variables;
}

std::string name_of(const std::string& variable) {
  return variable.substr(0, variable.find('='));
}

/// Lines of a shell: what is set, then what is taken away.
std::string environment_lines(const std::vector<std::string>& environment) {
  const std::set<std::string> ours = our_environment();
  std::string text;
  std::set<std::string> names;
  for (const auto& variable : environment) {
    const std::string name = name_of(variable);
    names.insert(name);
    if (!ours.count(variable))
      text += "  " + base::printable(name + "=" + base::shell_quote(variable.substr(name.size() + 1))) + "\n";
  }
  for (const auto& variable : ours)
    if (!names.count(name_of(variable))) text += "  unset " + base::printable(name_of(variable)) + "\n";
  return text;
}

}  // namespace

int show_dry_run(const experiment::Store& store, experiment::Record record, bool experiment_exists) {
  record.id = experiment::next_run_id(store, record.tag, record.commit,
                                      experiment::read_tag_folder(store.run_folder(record.tag)));
  record.run = record.tag + "/" + std::to_string(record.id);
  const experiment::RunPaths paths{store.run_folder(record.run)};
  const std::string resume_from = experiment::forked_checkpoint(record, paths);
  const auto words = experiment::compose_command(record, paths, store.settings.override_style, resume_from);
  std::string text;
  text += "run:      " + base::printable(record.run) + (experiment_exists ? "" : "  (a new experiment)") + "\n";
  text += "commit:   " + record.commit + "\n";
  text += "seed:     " + std::to_string(record.seed.root) +
          (record.seed.via == "drawn" ? "  (drawn; another each time)" : "") + "\n";
  text += "folder:   " + base::printable(base::path_join(store.repository.location().top, record.cwd)) + "\n";
  if (const std::string config = experiment::describe_config(record); !config.empty())
    text += "config:   " + base::printable(config) + "\n";
  text += "results:  " + base::printable(paths.folder) + "\n";
  text += "log:      " + base::printable(paths.log()) + "\n";
  text += "command:  " + base::printable(base::shell_join(words)) + "\n";
  text += "environment:\n" + environment_lines(experiment::compose_environment(record, paths, 1, resume_from));
  cli::print(text);
  return 0;
}

}  // namespace exp_run
