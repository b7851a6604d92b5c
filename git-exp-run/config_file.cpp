#include "config_file.h"

#include <algorithm>
#include <array>
#include <climits>
#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/text.h"
#include "experiment/index.h"
#include "experiment/names.h"
#include "git/tracked.h"

namespace exp_run {
namespace {

/// The path below the top. Its folder is taken as it is without links, because that is how git tracks it.
std::string path_below_top(const std::string& path, const std::string& top) {
  std::array<char, PATH_MAX> folder{};
  if (!::realpath(base::path_parent(path).c_str(), folder.data())) return base::path_below(path, top);
  return base::path_below(base::path_join(folder.data(), base::path_name(path)), top);
}

void require_tracked(const experiment::Store& store, const std::string& path, const Code& code) {
  const std::string index = code.snapshot ? code.snapshot->tree.index_path() : "";
  if (git::is_tracked(path, index)) return;
  const std::string word = base::shell_quote(path);
  throw base::UserError(
      "config file " + base::quoted(path) + " is not tracked, so no commit would tell what it was",
      {"git add -f " + word + " && git commit    at the top, " + base::shell_quote(store.repository.location().top)});
}

std::string load_config(const std::string& path, const std::string& shown) {
  const std::string name = "config file " + base::quoted(shown);
  if (base::is_link(path)) throw base::UserError(name + " is a link", {"give --config the file that it names"});
  base::ReadResult file = base::read_file(path, experiment::largest_config);
  if (!file.failure) return std::move(file.bytes);
  const std::vector<std::string> hints = {"git exp-run --config <file> ...    takes a tracked file"};
  switch (*file.failure) {
    case base::ReadFailure::missing: throw base::UserError("there is no config file " + base::quoted(shown), hints);
    case base::ReadFailure::not_a_file: throw base::UserError(name + " is not a file", hints);
    case base::ReadFailure::too_large: throw base::UserError(name + " is too large to be one", hints);
    default: throw base::file_error("read", path, file.errno_value);
  }
}

bool names_placeholder(const std::string& word) {
  return word.find("{config}") != word.npos;
}

/// `path` is seen from the top.
experiment::ConfigFile require_config(const experiment::Store& store, const std::string& path, const Code* code) {
  const std::string& top = store.repository.location().top;
  const std::string whole = base::path_absolute(path, top);
  experiment::ConfigFile config;
  const std::string bytes = load_config(whole, path);
  config.path = path_below_top(whole, top);
  if (experiment::leads_out_of_tree(config.path))
    throw base::UserError("config file " + base::quoted(path) + " is not in this work tree, " + base::quoted(top),
                          {"copy it there, and commit it"});
  if (code) require_tracked(store, config.path, *code);
  config.sha256 = base::sha256(bytes);
  return config;
}

void check_placeholder(const experiment::Store& store, const std::optional<experiment::ConfigFile>& config,
                       const ProgramWords& program) {
  const auto& words = program.words;
  const bool has_one = std::any_of(words.begin(), words.end(), names_placeholder);
  const bool is_set = std::any_of(program.overrides.begin(), program.overrides.end(),
                                  [](const auto& override) { return override.first == "config"; });
  if (is_set || has_one == config.has_value()) return;
  if (has_one && program.origin == "exp.command")
    throw base::UserError("exp.command has '{config}', and no config file was given",
                          {"git exp-run --config <file> ..."});
  if (has_one) {
    if (program.origin.empty())
      store.messages.warning("'{config}' in the command stands for nothing: there is no --config");
    return;
  }
  const std::string name = base::path_name(config->path);
  const bool says_itself =
      std::any_of(words.begin(), words.end(), [&](const std::string& word) { return word.find(name) != word.npos; });
  if (says_itself) return;
  store.messages.warning("the command has no '{config}': the program is not told of " + base::quoted(config->path));
}

}  // namespace

std::optional<experiment::ConfigFile> find_typed_config(const experiment::Store& store, const Options& options,
                                                        const Code* code) {
  if (!options.config) return std::nullopt;
  const git::Location& location = store.repository.location();
  const std::string here = base::path_join(location.top, location.prefix);
  const std::string path = base::path_absolute(*options.config, here);
  return require_config(store, base::path_below(path, location.top), code);
}

Options named_after(const std::optional<experiment::ConfigFile>& config, Options options) {
  if (!config || options.tag) return options;
  options.tag = experiment::name_after_config(config->path, options.name_from_path);
  options.separated = true;  // meant as a name, whatever it is
  if (const auto fault = experiment::find_tag_name_fault(*options.tag))
    throw base::UserError("config file " + base::quoted(config->path) + " gives the experiment no name: " +
                              base::quoted(*options.tag) + " cannot be one: " + *fault,
                          {"git exp-run <tag> --config " + base::shell_quote(*options.config) + " ..."});
  return options;
}

void refuse_colliding_config(const experiment::Store& store, const Experiment& experiment,
                             const experiment::ConfigFile& config) {
  std::string other;
  const auto is_ours = [&](const experiment::Record& record) {
    const auto theirs = experiment::find_config(record);
    if (theirs && theirs->path != config.path) other = theirs->path;
    return theirs && theirs->path == config.path;
  };
  if (const auto latest = experiment::find_latest_run(store, experiment.tag); !latest || is_ours(latest->record))
    return;
  const auto runs = experiment::load_runs_of_tag(store, experiment.tag);
  const bool has_ours = std::any_of(runs.begin(), runs.end(), [&](const auto& run) { return is_ours(run.record); });
  if (other.empty() || has_ours) return;
  const std::string option = "--config " + base::shell_quote(config.path);
  throw base::UserError("experiment " + base::quoted(experiment.tag) + " is of another config file of this name: " +
                            base::quoted(other) + ", not " + base::quoted(config.path),
                        {"git exp-run --name-from-path " + option + " ...    names it after the folders too",
                         "git exp-run <tag> " + option + " ..."});
}

void note_config_of(const experiment::Store& store, const std::optional<experiment::ConfigFile>& config,
                    const ProgramWords& program, const Code* code, experiment::Record& record) {
  const bool lent = !config && !program.config.empty();
  const auto used = lent ? require_config(store, program.config, code) : config;
  check_placeholder(store, used, program);
  if (used) experiment::note_config(record, *used);
}

}  // namespace exp_run
