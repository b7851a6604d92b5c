#include "run.h"

#include <filesystem>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/run_main.h"
#include "experiment/store.h"
#include "folders.h"
#include "git/hooks.h"
#include "hook_chain.h"
#include "ignoring.h"
#include "tracking.h"

namespace exp_init {
namespace {

using experiment::Store;

std::string result_place(const Store& store) {
  return base::path_join(base::path_parent(store.settings.statistic_dir), "__result__");
}

/// `folder` as the user gave it, relative to where he is; refused where it would make the work tree dirty.
std::optional<std::string> link_target(const std::optional<std::string>& folder) {
  if (!folder) return std::nullopt;
  const std::string target = base::path_absolute(*folder, std::filesystem::current_path().string());
  if (could_be_tracked(target))
    throw base::UserError(base::quoted(target) + " is inside a work tree, and git does not ignore it",
                          {"name a folder outside of it"});
  return target;
}

void refuse_double_result_folder(const Store& store, const Options& options) {
  if (!options.result_dir || store.settings.result_dir == result_place(store)) return;
  throw base::UserError("exp.resultDir is " + base::quoted(store.settings.result_dir) + ", and counts before a link",
                        {"take one of both: git config --unset exp.resultDir"});
}

std::vector<Place> places(const Store& store, const Options& options) {
  refuse_double_result_folder(store, options);
  const std::string beside = base::path_parent(store.settings.statistic_dir);
  return {{base::path_join(beside, "__data__"), link_target(options.data_dir)},
          {store.settings.result_dir, link_target(options.result_dir)},
          {store.settings.statistic_dir, std::nullopt}};
}

void append(std::vector<Missing>& all, std::vector<Missing> more) {
  for (auto& missing : more) all.push_back(std::move(missing));
}

std::string checked_hooks_folder(const git::Repository& repository) {
  const std::string folder = git::hooks_folder(repository);
  if (base::path_exists(folder) && !base::is_folder(folder))
    throw base::UserError("core.hooksPath is " + base::quoted(folder) + ", which is no folder",
                          {"name one that is, or take it back: git config --unset core.hooksPath"});
  const bool inside_git = base::path_below(folder, repository.location().common_dir) != folder;
  if (!inside_git && could_be_tracked(base::path_join(folder, "post-commit")))
    throw base::UserError("the folder of the hooks " + base::quoted(folder) +
                              " (core.hooksPath) can be tracked by git, so nothing is written there",
                          {"add to its post-commit, post-merge and pre-push by hand: " + hook_line()});
  return folder;
}

/// Everything is looked at before anything is made, so that a refusal leaves nothing half done.
std::vector<Missing> find_missing(const Store& store, const Options& options) {
  const auto& location = store.repository.location();
  std::vector<Missing> all;
  append(all, options.gitignore ? find_missing_gitignore(location.top) : find_missing_excludes(store));
  for (const auto& place : places(store, options)) append(all, find_missing_folder(place, store.settings.sharing));
  if (options.hooks) append(all, find_missing_hooks(checked_hooks_folder(store.repository), store.settings.sharing));
  return all;
}

int check(const std::vector<Missing>& all, cli::TerminalMessages& messages) {
  std::string text;
  for (const auto& missing : all) text += "missing: " + missing.what + "\n";
  cli::print(text);
  if (all.empty()) messages.note("nothing is missing");
  return all.empty() ? 0 : cli::status_no;
}

int make(const std::vector<Missing>& all, cli::TerminalMessages& messages) {
  for (const auto& missing : all) {
    missing.make();
    messages.note(missing.done);
    for (const auto& hint : missing.hints) messages.hint(hint);
  }
  if (all.empty()) messages.note("nothing is missing");
  return 0;
}

}  // namespace

int run(const Options& options) {
  cli::TerminalMessages messages(options.verbosity);
  auto repository = git::Repository::open({.need_work_tree = true});
  if (options.remove_hooks) {
    remove_hooks(git::hooks_folder(repository), messages);
    return 0;
  }
  const auto settings = experiment::load_settings(repository);
  const Store store{repository, settings, messages};
  experiment::tell_places(store);
  const auto all = find_missing(store, options);
  return options.check ? check(all, messages) : make(all, messages);
}

}  // namespace exp_init
