#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/settings.h"
#include "process/child.h"

namespace experiment {
namespace {

constexpr std::string_view file_name = ".expconfig";

/// Parsed by git, because its syntax is git's. Included files are not followed: they could be anywhere.
git::Config parse_by_git(const std::string& file, const std::string& input) {
  auto listing =
      process::run({.argv = {"git", "config", "--file", file, "--no-includes", "--list", "--null"}, .input = input});
  if (listing.status == 0) return git::Config::parse(listing.out);
  std::string_view reason = base::trim(listing.err);
  if (reason.starts_with("fatal: ")) reason.remove_prefix(7);
  throw base::UserError("cannot read '.expconfig': " + base::printable(reason),
                        {"it is written like git's own configuration files"});
}

git::Config read_tracked(const git::Repository& repository) {
  const git::Location& location = repository.location();
  const std::string& top = location.top.empty() ? location.main_top : location.top;
  if (!top.empty()) {
    const std::string path = base::path_join(top, file_name);
    if (!base::path_exists(path)) return {};
    // git would wait for ever for a FIFO.
    if (!base::is_regular_file(path)) throw base::UserError("cannot read '.expconfig': it is no file");
    return parse_by_git(path, "");
  }
  const auto head = repository.find_head();
  const auto text = head ? repository.find_file(*head, std::string(file_name)) : std::nullopt;
  return text ? parse_by_git("-", *text) : git::Config();
}

/// A commit may hold a link to anywhere; the user's own links to a file server are the three names at the top.
void refuse_links(const git::Config& config, const git::Config& tracked, const char* key, const std::string& top) {
  const auto value = tracked.find(key);
  if (!value || config.find(key)) return;
  std::string path = top;
  for (const auto& part : base::split(*value, '/')) {
    const bool ours = path == top && (part == "__data__" || part == "__result__" || part == "__statistic__");
    path = base::path_join(path, part);
    if (!ours && base::is_link(path))
      throw base::UserError(std::string(key) + " in '.expconfig' is " + base::quoted(*value) +
                                ", which leads through the symbolic link " + base::quoted(path),
                            {std::string("if that is meant: git config ") + key + " " + base::shell_quote(*value)});
  }
}

}  // namespace

Settings load_settings(const git::Repository& repository) {
  const git::Location& location = repository.location();
  const git::Config tracked = read_tracked(repository);
  Settings settings = resolve_settings(repository.config(), tracked, location);
  refuse_links(repository.config(), tracked, "exp.seedFile", location.top);
  refuse_links(repository.config(), tracked, "exp.resultDir", location.main_top);
  return settings;
}

Settings load_settings_of(const git::Repository& repository, const git::Oid& commit, const Settings& live) {
  const auto text = repository.find_file(commit, std::string(file_name));
  const git::Config tracked = text ? parse_by_git("-", *text) : git::Config();
  Settings theirs = resolve_settings(repository.config(), tracked, repository.location());
  Settings settings = live;
  settings.resume_words = std::move(theirs.resume_words);
  settings.override_style = theirs.override_style;
  settings.seed_file = std::move(theirs.seed_file);
  settings.statistic = std::move(theirs.statistic);
  settings.checkpoint = std::move(theirs.checkpoint);
  settings.metric_patterns = std::move(theirs.metric_patterns);
  settings.capture_metrics = theirs.capture_metrics;
  settings.links = std::move(theirs.links);
  settings.discard = std::move(theirs.discard);
  settings.stop_signal = theirs.stop_signal;
  settings.grace_ms = theirs.grace_ms;
  return settings;
}

}  // namespace experiment
