#include "git/discovery.h"

#include <climits>
#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "git/git_child.h"

namespace git {
namespace {

constexpr GitVersion oldest_git{2, 30};

/// `git rev-parse` prints options that it does not know as they are: so the answers, in which a path may hold line
/// ends, are told apart without a second call.
constexpr std::string_view separator = "--exp-next";

/// Without links, so that paths of two work trees can be compared. As given if there is nothing.
std::string real_path(const std::string& path) {
  char buffer[PATH_MAX];
  return ::realpath(path.c_str(), buffer) ? buffer : path;
}

/// git's answers between the separators, the last line end of each taken off.
std::vector<std::string> split_answers(std::string_view out) {
  const std::string line = std::string(separator) + "\n";
  std::vector<std::string> answers;
  while (true) {
    const std::size_t end = out.find(line);
    answers.emplace_back(without_line_end(out.substr(0, end)));
    if (end == out.npos) return answers;
    out.remove_prefix(end + line.size());
  }
}

/// The commands that git proposes are indented by a tab.
std::vector<std::string> proposed_commands(const std::string& words) {
  std::vector<std::string> commands;
  for (const auto& line : base::split(words, '\n'))
    if (!line.empty() && line[0] == '\t') commands.push_back(base::printable(base::trim(line)));
  return commands;
}

base::UserError discovery_error(const process::Result& result) {
  if (result.status == 127) return git_error("find the repository", result);
  std::string words = git_complaint(result);
  if (words.rfind("not a git repository", 0) == 0) {
    if (std::getenv("GIT_DIR")) return base::UserError(words, {"unset GIT_DIR"});
    return base::UserError(words.substr(0, words.rfind(": .git")), {"git init"});
  }
  if (words.find("dubious ownership") != words.npos || words.find("unsafe repository") != words.npos)
    return base::UserError(words, proposed_commands(result.err));
  const GitVersion version = load_git_version();
  if (version < oldest_git)
    return base::UserError("git " + std::to_string(version.major) + "." + std::to_string(version.minor) +
                               " is too old: 2.30 or newer is needed",
                           {"install a newer git"});
  return base::UserError(words);
}

/// Lines "<oid>" and "refs/heads/<branch>"; "HEAD" in their places while unborn and when detached.
void read_head(const std::string& answer, Discovery& discovery) {
  const auto lines = base::split(answer, '\n');
  discovery.head_known = true;
  discovery.head = Oid::parse(lines[0]);
  if (!discovery.head || lines.size() < 2 || lines[1] == "HEAD") return;
  constexpr std::string_view heads = "refs/heads/";
  discovery.branch = lines[1].rfind(heads, 0) == 0 ? lines[1].substr(heads.size()) : lines[1];
}

/// What the main work tree's own config says, which a linked one does not see with extensions.worktreeConfig.
Config load_main_config(const Discovery& discovery, const Config& config) {
  Config main = config;
  const std::string file = base::path_join(discovery.location.common_dir, "config.worktree");
  if (!config.flag("extensions.worktreeConfig", false) || !base::path_exists(file)) return main;
  const auto result = process::run(git_command({"config", "--file", file, "--list", "-z"}));
  if (result.status != 0) return main;
  Config own = Config::parse(result.out);
  own.add_defaults(main);
  return own;
}

}  // namespace

process::Command discovery_command() {
  const std::string next(separator);
  // In a bare repository git stops at --show-toplevel; on an unborn branch at the first HEAD.
  return git_command({"rev-parse", "--show-object-format", next, "--is-bare-repository", next, "--absolute-git-dir",
                      next, "--git-common-dir", next, "--show-prefix", next, "--show-toplevel", next, "HEAD",
                      "--symbolic-full-name", "HEAD"});
}

Discovery read_discovery(const process::Result& result) {
  const auto answers = split_answers(result.out);
  constexpr std::size_t bare_answers = 6, all_answers = 7;
  if (answers.size() < bare_answers || answers[0].rfind("--", 0) == 0) throw discovery_error(result);

  Discovery discovery;
  discovery.object_format = answers[0];
  discovery.bare = answers[1] == "true";
  Location& location = discovery.location;
  location.git_dir = real_path(answers[2]);
  location.common_dir = real_path(answers[3]);
  if (answers.size() < all_answers) return discovery;
  location.prefix = answers[4];
  if (!location.prefix.empty() && location.prefix.back() == '/') location.prefix.pop_back();
  location.top = answers[5];
  read_head(answers[6], discovery);
  return discovery;
}

std::string find_main_top(const Discovery& discovery, const Config& config) {
  const Location& location = discovery.location;
  const bool linked = location.git_dir != location.common_dir;
  if (!linked && (!location.top.empty() || discovery.bare)) return location.top;

  const Config main = linked ? load_main_config(discovery, config) : config;
  if (main.flag("core.bare", false)) return "";
  if (const auto work_tree = main.find("core.worktree"))
    return real_path(base::path_absolute(*work_tree, location.common_dir));
  return base::path_name(location.common_dir) == ".git" ? base::path_parent(location.common_dir) : "";
}

void refuse_unknown_formats(const Discovery& discovery, const Config& config) {
  if (discovery.object_format != "sha1")
    throw base::UserError("object format " + base::quoted(discovery.object_format) + " is not supported yet by libgit2",
                          {"work in a repository made by 'git init --object-format=sha1'"});
  const std::string storage = config.find("extensions.refStorage").value_or("files");
  if (storage != "files")
    throw base::UserError("reference storage " + base::quoted(storage) + " is not supported yet by libgit2",
                          {"git refs migrate --ref-format=files"});
}

}  // namespace git
