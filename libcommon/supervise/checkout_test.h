#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/text.h"
#include "experiment/store.h"
#include "git/test_repository.h"
#include "supervise/checkout.h"
#include "supervise/checkout_place.h"

/// For the tests of checkouts: a real repository, and runs as far as a checkout sees them: a folder each.
namespace supervise {

/// Opened anew, as each command does it.
struct OpenStore {
  git::Repository repository = git::Repository::open();
  experiment::Settings settings = experiment::load_settings(repository);
  base::CollectedMessages messages;
  experiment::Store store{repository, settings, messages};

  std::string said() const { return base::join(messages.lines(), "\n"); }
};

class CheckoutTest : public testing::Test {
 protected:
  CheckoutTest() {
    git::init_repository(sealed_);
    open_ = std::make_unique<OpenStore>();
    experiment::prepare_folders(open_->store);
    reopen();
  }

  void write(const std::string& path, const std::string& text) const {
    base::make_folders(base::path_parent(path));
    base::write_file_atomically(path, text, false);
  }
  git::Oid commit(const std::string& path, const std::string& text) const {
    base::make_folders(base::path_parent(path));
    return *git::Oid::parse(git::commit_file(path, text));
  }
  experiment::RunPaths make_run(const std::string& run) const {
    experiment::RunPaths paths{open_->store.run_folder(run)};
    base::make_folders(paths.folder);
    return paths;
  }
  void reopen() { open_ = std::make_unique<OpenStore>(); }
  Checkout take(const git::Oid& commit, const std::string& run = "t/0") {
    return Checkout::take(open_->store, commit, make_run(run));
  }
  std::string in_run(const std::string& path, const std::string& run = "t/0") const {
    return base::path_join(open_->store.run_folder(run), path);
  }
  std::string trees() const { return trees_folder(open_->store); }
  /// Work trees that git knows, the main one apart.
  std::size_t listed() const {
    const auto lines = base::split(git::git_says({"worktree", "list", "--porcelain"}), '\n');
    return static_cast<std::size_t>(
        std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.starts_with("worktree "); }) - 1);
  }
  /// All names in the folder, folders with a slash, links with an @, sorted.
  static std::string tree_of(const std::string& folder) {
    const auto result = process::run(
        {.argv = {"sh", "-c", "cd \"$0\" && find . -mindepth 1 -printf '%P%y ' | tr ' ' '\\n' | sort | tr '\\n' ' '",
                  folder}});
    return std::string(base::trim(result.out));
  }
  [[noreturn]] static void die() {
    ::kill(::getpid(), SIGKILL);
    ::_exit(1);
  }
  /// In a process of its own, which is to die(), without any cleaning up.
  static void in_dying_process(const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        work();
      } catch (const std::exception& error) {
        ::fprintf(stderr, "%s\n", error.what());
      }
      ::_exit(1);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the process failed before its end";
  }

  git::SealedFolder sealed_;
  std::unique_ptr<OpenStore> open_;
};

}  // namespace supervise
