#include "supervise/code_place.h"

#include <algorithm>
#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/active.h"
#include "experiment/clean_tree.h"
#include "experiment/config_file.h"
#include "experiment/seed_file.h"

namespace supervise {
namespace {

std::string live_top_of(const experiment::Store& store) {
  const git::Location& location = store.repository.location();
  return location.top.empty() ? location.main_top : location.top;
}

/// Why the user's own tree will not do; "" if it does.
std::string find_obstacle(const experiment::Store& store, const git::Oid& commit) {
  if (store.repository.location().top.empty()) return "this is no work tree";
  if (store.repository.find_head() != commit) return "HEAD is another commit";
  return experiment::find_dirty_paths(store).empty() ? "" : "the tree is not clean";
}

bool is_below(const std::string& path, const std::string& folder) {
  return !folder.empty() && path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

/// A folder that git does not know (it was empty, or all in it was ignored) is not in a checkout. A link of the commit may
/// not lead out of it: it would be made there.
void make_run_folder(const std::string& folder, const std::string& top) {
  std::string path = top;
  for (const auto& part : base::split(base::path_below(folder, top), '/')) {
    path = base::path_join(path, part);
    if (base::is_link(path)) return;  // to somewhere in the commit, or the start fails
    base::make_folders(path);
  }
}

/// The path of a word such as "/repo/x", "--file=/repo/x".
std::string_view path_in(const std::string& word) {
  const auto slash = word.find('/');
  return slash == word.npos ? std::string_view() : std::string_view(word).substr(slash);
}

}  // namespace

void require_sound_folder(const experiment::KnownRun& run) {
  const std::string name = "the record of " + base::quoted(run.record.run);
  if (experiment::leads_out_of_tree(run.record.cwd))
    throw base::UserError(name + " names a folder outside the tree: " + base::quoted(run.record.cwd));
  const auto config = experiment::find_config(run.record);
  if (config && experiment::leads_out_of_tree(config->path))
    throw base::UserError(name + " names a config file outside the tree: " + base::quoted(config->path));
}

void require_commit_here(const experiment::Store& store, const experiment::KnownRun& run) {
  const auto commit = git::Oid::parse(run.record.commit);
  if (commit && store.repository.has_commit(*commit)) return;
  std::vector<std::string> hints;
  const std::string ref = "refs/exp/commits/" + run.record.commit;
  std::vector<std::string> remotes;
  for (const auto& [key, value] : store.repository.config().entries())
    if (key.starts_with("remote.") && key.ends_with(".url")) remotes.push_back(key.substr(7, key.size() - 11));
  if (!run.remote.empty()) remotes = {run.remote};
  for (const auto& remote : remotes)
    hints.push_back("git fetch " + base::shell_quote(remote) + " " + ref + ":" + ref + "    if it is kept there");
  if (remotes.empty()) hints.push_back("fetch it from the clone that ran it (" + run.record.host + "): " + ref);
  throw base::UserError("the commit of " + base::quoted(run.record.run) + ", " + run.record.commit.substr(0, 10) +
                            ", is not in this repository",
                        hints);
}

CodePlace::CodePlace(const experiment::Store& store, const git::Oid& commit, const std::string& run, Start start)
    : store_(store), commit_(commit), live_top_(live_top_of(store)) {
  const experiment::Isolation isolate = store.settings.isolate;
  if (isolate == experiment::Isolation::always || (isolate == experiment::Isolation::queued && start == Start::later)) {
    isolated_ = true;
    return;
  }
  const std::string obstacle = find_obstacle(store, commit);
  isolated_ = !obstacle.empty();
  if (isolated_ && isolate == experiment::Isolation::never)
    throw base::UserError(base::quoted(run) + " needs a checkout of its own, and exp.isolate is 'never': " + obstacle,
                          {"git checkout " + commit.hex() + "    on a clean tree",
                           "git -c exp.isolate=queued exp-...    to allow it this time"});
}

void CodePlace::take(const experiment::RunPaths& run) {
  if (isolated_) checkout_ = Checkout::take(store_, commit_, run, !is_brief_);
}

experiment::RunPaths CodePlace::claim(experiment::Record& record) {
  take({});
  experiment::RunPaths paths = experiment::claim_run(store_, record);
  if (checkout_) checkout_->assign(paths);
  std::optional<std::string> other;
  if (!experiment::claim_attempt(paths, record.attempts.back().n, other))
    throw base::UserError(base::quoted(record.run) + " is being started by " + other.value_or("another process"));
  return paths;
}

void CodePlace::advise(const experiment::Record& record, const experiment::RunPaths& paths) const {
  constexpr std::size_t most = 5;
  base::Messages& messages = store_.messages;
  messages.note("its commit is checked out in " + base::printable(checkout_->top()));
  std::vector<std::string> missing = checkout_->missing_ignored();
  if (!missing.empty()) {
    const std::size_t all = missing.size();
    missing.resize(std::min(all, most));
    for (auto& path : missing) path = base::shell_quote(path);
    messages.note("ignored here, and so not in the checkout: " + base::printable(base::join(missing, ", ")) +
                  (all > most ? " and " + std::to_string(all - most) + " more" : ""));
    std::string path = missing.front();
    if (path.ends_with('/')) path.pop_back();
    messages.hint("git config --add exp.link " + path + "    links it in, if the program needs it");
  }
  for (const auto& word : record.command) {
    const std::string path(path_in(word));
    const bool ours = is_below(path, store_.settings.result_dir) || is_below(path, store_.settings.statistic_dir) ||
                      is_below(path, base::path_join(live_top_, "__data__")) || is_below(path, paths.folder);
    if (is_below(path, live_top_) && !ours)
      messages.warning("the command names " + base::quoted(path) + " in the live tree, not in the checkout");
  }
}

std::vector<std::string> CodePlace::editable_variables(const experiment::Record& record,
                                                       const experiment::RunPaths& paths,
                                                       const Attendance& attendance) const {
  const auto environment =
      experiment::compose_environment(record, paths, record.attempts.back().n, attendance.resume_from);
  const auto words = experiment::compose_command(record, paths, store_.settings.override_style, attendance.resume_from);
  const auto folders = editable_folders(words, environment, attendance.folder, live_top_, checkout_->top());
  if (folders.empty()) return {};
  constexpr std::string_view variable = "PYTHONPATH=";
  std::string value = base::join(folders, ":");
  for (const auto& entry : environment)
    if (entry.starts_with(variable) && entry.size() > variable.size()) value += ":" + entry.substr(variable.size());
  store_.messages.note("the project is installed in editable mode: PYTHONPATH begins with " +
                       base::printable(base::join(folders, ":")));
  return {std::string(variable) + value};
}

std::string CodePlace::give_back() {
  const LeftBehind left = checkout_->give_back();
  const std::string files = base::count_of(static_cast<std::size_t>(left.files), "file", "files");
  if (!left.trouble.empty()) throw base::UserError(left.trouble);
  return left.files > 0 ? files + " left in its checkout, now in " + base::printable(left.folder) : "";
}

AttemptEnd CodePlace::attend(experiment::Record& record, const experiment::RunPaths& paths, Attendance attendance) {
  if (isolated_ && !checkout_) {
    // The checkout may take its time: by the marker the run is found meanwhile.
    experiment::mark_active(store_, record.uuid, record.run);
    or_close_run(store_, record, paths, attendance, [&] { take(paths); });
  }
  attendance.code_top = checkout_ ? checkout_->top() : live_top_;
  attendance.folder = base::path_absolute(base::path_join(attendance.code_top, record.cwd), attendance.code_top);
  if (!checkout_) {
    attendance.tree = attendance.code_top;
  } else {
    make_run_folder(attendance.folder, attendance.code_top);
    advise(record, paths);
    for (auto& variable : editable_variables(record, paths, attendance))
      attendance.variables.push_back(std::move(variable));
    attendance.after_program = [&] { return give_back(); };
  }
  experiment::write_seed_file(store_.settings, attendance.code_top, record.seed.root);
  return supervise_attempt(store_, record, paths, attendance);
}

}  // namespace supervise
