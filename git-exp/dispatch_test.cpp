#include "dispatch.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"

namespace exp_overview {
namespace {

class Dispatch : public testing::Test {
 protected:
  void TearDown() override {
    base::remove_tree(beside_);
    base::remove_tree(on_path_);
  }
  void SetUp() override {
    beside_ = base::path_join(testing::TempDir(), "dispatch-beside-" + base::random_hex(8));
    on_path_ = base::path_join(testing::TempDir(), "dispatch-path-" + base::random_hex(8));
    for (const auto& folder : {beside_, on_path_}) {
      base::remove_tree(folder);
      base::make_folders(folder);
    }
    setenv("PATH", on_path_.c_str(), 1);
  }

  static std::string make_program(const std::string& folder, const std::string& name, mode_t mode = 0755) {
    const std::string path = base::path_join(folder, name);
    base::write_file_atomically(path, "#!/bin/sh\n", false);
    chmod(path.c_str(), mode);
    return path;
  }

  std::string beside_, on_path_;
};

TEST_F(Dispatch, OurOwnFolderGoesBeforePath) {
  const std::string on_path = make_program(on_path_, "git-exp-run");
  EXPECT_EQ(find_command("run", beside_), on_path);
  const std::string beside = make_program(beside_, "git-exp-run");
  EXPECT_EQ(find_command("run", beside_), beside);
}

TEST_F(Dispatch, OnlyExecutablesOfThatExactNameCount) {
  make_program(beside_, "git-exp-run", 0644);
  make_program(on_path_, "run");
  for (const char* word : {"run", "", "../run", "x/../run"}) EXPECT_FALSE(find_command(word, beside_)) << word;
}

TEST_F(Dispatch, AMistypedWordIsGuessed) {
  for (const bool page : {false, true}) {
    try {
      if (page) become_page("recrod");
      become_command("recrod", {});
    } catch (const base::UsageError& error) {
      EXPECT_STREQ(error.what(), "unknown command 'recrod'; did you mean 'record'?");
    }
  }
}

}  // namespace
}  // namespace exp_overview
