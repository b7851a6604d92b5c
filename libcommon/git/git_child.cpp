#include "git/git_child.h"

#include "base/text.h"

namespace git {

process::Command git_command(std::vector<std::string> arguments) {
  process::Command command;
  command.argv = std::move(arguments);
  command.argv.insert(command.argv.begin(), "git");
  command.environment = process::environment_with({"GIT_OPTIONAL_LOCKS=0", "LC_ALL=C"});
  return command;
}

std::string git_complaint(const process::Result& result) {
  const auto lines = base::split(result.err, '\n');
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    if (line.substr(0, 7) == "fatal: ")
      line.remove_prefix(7);
    else if (line.substr(0, 7) == "error: ")
      line.remove_prefix(7);
    else if (i + 1 < lines.size() && line.substr(0, 9) == "warning: ")
      continue;
    std::string words(line);
    if (!words.empty() && words.back() == ':' && i + 1 < lines.size())
      words += " " + std::string(base::trim(lines[i + 1]));
    return base::printable(words);
  }
  return "exit status " + std::to_string(result.status);
}

base::UserError git_error(std::string_view what, const process::Result& result) {
  if (result.status == 127)
    return base::UserError("git not found", {"install git 2.30 or newer, and see that it is on PATH"});
  return base::UserError("cannot " + std::string(what) + ": " + git_complaint(result));
}

std::string_view without_line_end(std::string_view text) {
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  return text;
}

GitVersion load_git_version() {
  const auto words = base::split_words(process::run(git_command({"version"})).out);
  if (words.size() < 3) return {};
  const auto parts = base::split(words[2], '.');
  if (parts.size() < 2) return {};
  const auto major = base::parse_integer(parts[0]), minor = base::parse_integer(parts[1]);
  if (!major || !minor) return {};
  return {static_cast<int>(*major), static_cast<int>(*minor)};
}

}  // namespace git
