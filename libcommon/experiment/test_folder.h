#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "base/file.h"
#include "process/child.h"

/// For this module's tests only: a folder of their own, and real repositories in it that see none of the user's settings.
namespace experiment {

class FolderTest : public testing::Test {
 protected:
  FolderTest() {
    std::string pattern = base::path_join(testing::TempDir(), "experiment-test-XXXXXX");
    // As git will name it: without links on the way.
    char* real = ::realpath(::mkdtemp(pattern.data()), nullptr);
    folder_ = real;
    std::free(real);
  }
  ~FolderTest() override { base::remove_tree(folder_); }

  std::string at(std::string_view name) const { return base::path_join(folder_, name); }
  void write(const std::string& name, std::string_view text) const {
    base::make_folders(base::path_parent(at(name)));
    base::write_file_atomically(at(name), text, false);
  }
  std::string read(const std::string& name) const { return base::load_file(at(name)); }

  std::string folder_;
};

/// The process is in the top of a repository with one commit, `at("repo")`, HOME is `at("home")`.
class RepositoryTest : public FolderTest {
 protected:
  RepositoryTest() : old_folder_(here()) {
    for (const char* name :
         {"GIT_DIR", "GIT_WORK_TREE", "GIT_CONFIG_PARAMETERS", "GIT_CONFIG_COUNT", "XDG_CONFIG_HOME"})
      ::unsetenv(name);
    ::setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
    ::setenv("HOME", at("home").c_str(), 1);
    write("home/.gitconfig", "[user]\n\tname = Ada\n\temail = ada@example.org\n[init]\n\tdefaultBranch = main\n");
    base::make_folders(at("repo"));
    enter("repo");
    git({"init", "-q"});
    git({"commit", "-q", "--allow-empty", "-m", "first"});
  }
  ~RepositoryTest() override {
    if (::chdir(old_folder_.c_str()) != 0) ADD_FAILURE() << "cannot go back";
  }

  void enter(const std::string& name) const { ASSERT_EQ(::chdir(at(name).c_str()), 0) << name; }
  /// Here; returns its output.
  std::string git(std::vector<std::string> words) const {
    words.insert(words.begin(), "git");
    const auto result = process::run({.argv = words});
    EXPECT_EQ(result.status, 0) << result.err;
    return result.out;
  }

 private:
  static std::string here() {
    char* path = ::getcwd(nullptr, 0);
    std::string folder(path);
    std::free(path);
    return folder;
  }

  std::string old_folder_;
};

}  // namespace experiment
