#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"
#include "process/child.h"

/// For tests of any module: real repositories in a sealed environment. Needs nothing but git on PATH.
namespace git {

/// While it lives: an empty folder (removed at the end) that is HOME, no configuration but the repository's own, fixed
/// dates and names, and the current folder may be changed at will.
class SealedFolder {
 public:
  SealedFolder() {
    char before[4096];
    if (::getcwd(before, sizeof before)) before_ = before;
    const char* tmp = std::getenv("TMPDIR");
    std::string parent = tmp && *tmp ? tmp : "/tmp";
    path_ = base::path_join(parent, "git-exp-test-" + base::random_hex(6));
    base::make_folders(path_);
    if (char* real = ::realpath(path_.c_str(), nullptr)) {
      path_ = real;
      std::free(real);
    }
    for (const char* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_CONFIG_COUNT",
                             "GIT_CONFIG_PARAMETERS", "EMAIL", "XDG_CONFIG_HOME", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL",
                             "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"})
      set(name, nullptr);
    set("HOME", path_.c_str());
    set("GIT_CONFIG_NOSYSTEM", "1");
    set("GIT_CONFIG_GLOBAL", "/dev/null");
    set("GIT_AUTHOR_DATE", "2026-03-01T12:00:00Z");
    set("GIT_COMMITTER_DATE", "2026-03-01T12:00:00Z");
    set("TZ", "UTC");
    set("LC_ALL", "C");
    enter("");
  }
  ~SealedFolder() {
    if (::chdir(before_.c_str()) != 0) ADD_FAILURE() << "cannot go back to " << before_;
    for (auto variable = before_variables_.rbegin(); variable != before_variables_.rend(); ++variable) {
      if (variable->second)
        ::setenv(variable->first.c_str(), variable->second->c_str(), 1);
      else
        ::unsetenv(variable->first.c_str());
    }
    base::remove_tree(path_);
  }
  SealedFolder(const SealedFolder&) = delete;
  SealedFolder& operator=(const SealedFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string below(const std::string& name) const { return name.empty() ? path_ : base::path_join(path_, name); }
  /// Makes `name` (below path()) the current folder.
  void enter(const std::string& name) const {
    if (::chdir(below(name).c_str()) != 0) ADD_FAILURE() << "cannot enter " << below(name);
  }
  /// For the life of this object; null pointer: unset.
  void set(const std::string& name, const char* value) {
    const char* old = std::getenv(name.c_str());
    before_variables_.emplace_back(name, old ? std::optional<std::string>(old) : std::nullopt);
    if (value)
      ::setenv(name.c_str(), value, 1);
    else
      ::unsetenv(name.c_str());
  }

 private:
  std::string path_, before_;
  std::vector<std::pair<std::string, std::optional<std::string>>> before_variables_;
};

/// Runs `git <arguments>` here; the test fails if git does. The output without its last line end.
inline std::string git_says(std::vector<std::string> arguments, const std::string& input = "") {
  arguments.insert(arguments.begin(), "git");
  process::Command command;
  command.argv = arguments;
  command.input = input;
  process::Result result = process::run(command);
  EXPECT_EQ(result.status, 0) << base::quoted(arguments[1]) << ": " << result.err;
  if (!result.out.empty() && result.out.back() == '\n') result.out.pop_back();
  return result.out;
}

/// Makes a repository in `folder` (below here) with a name to commit under, and enters it.
inline void init_repository(const SealedFolder& sealed, const std::string& folder = "repo",
                            std::vector<std::string> options = {}) {
  std::vector<std::string> arguments = {"init", "--quiet", "--initial-branch=main"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  arguments.push_back(sealed.below(folder));
  git_says(arguments);
  sealed.enter(folder);
  git_says({"config", "user.name", "A U Thor"});
  git_says({"config", "user.email", "author@example.com"});
}

/// Writes and commits a file in the current folder; the commit's id.
inline std::string commit_file(const std::string& name, const std::string& text = "text\n") {
  base::write_file_atomically(name, text, false);
  git_says({"add", "--", name});
  git_says({"commit", "--quiet", "--message", "add " + name});
  return git_says({"rev-parse", "HEAD"});
}

/// The message of the UserError that `action` throws; "" if it throws none. The hints follow, one a line.
template <typename Action>
std::string complaint_of(Action&& action) {
  try {
    action();
  } catch (const base::UserError& error) {
    std::string text = error.what();
    for (const auto& hint : error.hints()) text += "\nhint: " + hint;
    return text;
  }
  return "";
}

}  // namespace git
