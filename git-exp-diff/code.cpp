#include "code.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "process/child.h"

namespace exp_diff {
namespace {

process::Command git_command(std::vector<std::string> words) {
  process::Command command;
  command.argv = std::move(words);
  command.environment = process::environment_with({"GIT_OPTIONAL_LOCKS=0"});
  return command;
}

bool is_here(const git::Repository& repository, const Side& side) {
  const auto commit = git::Oid::parse(side.commit);
  return commit && repository.has_commit(*commit);
}

/// The remote that is asked for a commit: where the record came from, else origin, else the first.
std::string find_remote(const git::Config& config, const Side& side) {
  if (side.run && !side.run->remote.empty()) return side.run->remote;
  if (config.find("remote.origin.url")) return "origin";
  for (const auto& [key, value] : config.entries())
    if (key.starts_with("remote.") && key.ends_with(".url")) return key.substr(7, key.size() - 11);
  return "";
}

}  // namespace

CodeState compare_trees(const git::Repository& repository, const std::vector<Side>& sides) {
  std::set<std::string> commits;
  for (const auto& side : sides) commits.insert(side.commit);
  if (commits.size() == 1) return CodeState::same;
  if (!std::all_of(sides.begin(), sides.end(), [&](const Side& side) { return is_here(repository, side); }))
    return CodeState::unknown;
  process::Command command = git_command({"git", "rev-parse"});
  for (const auto& commit : commits) command.argv.push_back(commit + "^{tree}");
  const process::Result result = process::run(command);
  if (result.status != 0) return CodeState::unknown;
  const auto trees = base::split_words(result.out);
  return std::set<std::string>(trees.begin(), trees.end()).size() == 1 ? CodeState::same : CodeState::different;
}

CodeState show_code(const Side& before, const Side& after, const Options& options, const git::Config& config,
                    bool colour) {
  // The pager is ours already. Colour is git's own matter (color.diff and more) unless ours was told otherwise.
  process::Command command = git_command({"git", "--no-pager", "diff", "--exit-code"});
  const char* no_colour = std::getenv("NO_COLOR");
  if (config.find("color.exp") || (no_colour && *no_colour))
    command.argv.emplace_back(colour ? "--color=always" : "--no-color");
  if (options.stat) command.argv.emplace_back("--stat");
  command.argv.push_back(before.commit);
  command.argv.push_back(after.commit);
  command.argv.insert(command.argv.end(), options.diff_options.begin(), options.diff_options.end());
  command.inherit_output = true;
  const process::Result result = process::run(command);
  // A pager that was left early takes git along; that is no failure.
  if (result.status == 141) return CodeState::different;
  if (result.status > 1) throw base::UserError("git diff failed", {"what stands behind '--' goes to git diff"});
  return result.status == 1 ? CodeState::different : CodeState::same;
}

void warn_of_missing_commits(const git::Repository& repository, const std::vector<Side>& sides,
                             base::Messages& messages) {
  std::set<std::string> said;
  for (const auto& side : sides) {
    if (is_here(repository, side) || !said.insert(side.commit).second) continue;
    messages.warning("the commit " + side.commit.substr(0, 10) + " of " + base::quoted(side.name) + " is not here");
    const std::string remote = find_remote(repository.config(), side);
    if (remote.empty())
      messages.hint("fetch refs/exp/commits/" + side.commit + " from the clone where it ran");
    else
      messages.hint("git fetch " + base::shell_quote(remote) + " refs/exp/commits/" + side.commit);
  }
}

}  // namespace exp_diff
