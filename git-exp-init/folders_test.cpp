#include "folders.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/error.h"
#include "base/file.h"
#include "base/random.h"

namespace exp_init {
namespace {

class Folders : public testing::Test {
 protected:
  void TearDown() override { base::remove_tree(top_); }
  void SetUp() override {
    top_ = base::path_join(testing::TempDir(), "folders-" + base::random_hex(8));
    base::remove_tree(top_);
    base::make_folders(top_);
    place_ = base::path_join(top_, "__result__");
    target_ = base::path_join(top_, "server/deep");
  }

  static std::vector<Missing> find(const Place& place) { return find_missing_folder(place, experiment::Sharing::none); }
  static void make(const Place& place) {
    for (const auto& missing : find(place)) missing.make();
  }
  static std::string refusal(const Place& place) {
    try {
      find(place);
    } catch (const base::UserError& error) {
      return error.what();
    }
    return "not refused";
  }

  std::string top_, place_, target_;
};

TEST_F(Folders, AreMadeOnce) {
  const auto missing = find({place_, {}});
  ASSERT_EQ(missing.size(), 1u);
  EXPECT_EQ(missing[0].what, "folder '__result__'");
  make({place_, {}});
  EXPECT_TRUE(base::is_folder(place_));
  EXPECT_TRUE(find({place_, {}}).empty());
}

TEST_F(Folders, ALinkMakesItsTargetAndTakesThePlaceOfAnEmptyFolder) {
  base::make_folders(place_);
  make({place_, target_});
  EXPECT_EQ(std::filesystem::read_symlink(place_), target_);
  EXPECT_TRUE(base::is_folder(target_));
  EXPECT_TRUE(find({place_, target_}).empty());
  EXPECT_TRUE(find({place_, {}}).empty());
  EXPECT_EQ(base::find_entries(top_)->size(), 2u);
}

TEST_F(Folders, TheTargetOfALinkThatIsThereIsMade) {
  ASSERT_EQ(symlink("server/deep", place_.c_str()), 0);
  make({place_, target_});
  EXPECT_TRUE(base::is_folder(target_));
  EXPECT_EQ(std::filesystem::read_symlink(place_), "server/deep");
}

TEST_F(Folders, WhatIsInTheWayIsNamed) {
  base::make_folders(base::path_join(place_, "asr"));
  EXPECT_EQ(refusal({place_, target_}), "'" + place_ + "' is a folder with content, so it cannot become a link");
  EXPECT_EQ(refusal({place_, base::path_join(place_, "x")}),
            "'" + place_ + "/x' is inside '" + place_ + "', which would become a link to it");
  base::remove_tree(place_);

  ASSERT_EQ(symlink("/nowhere/at/all", place_.c_str()), 0);
  EXPECT_EQ(refusal({place_, {}}), "'" + place_ + "' is a link to '/nowhere/at/all', where no folder is");
  EXPECT_EQ(refusal({place_, target_}), "'" + place_ + "' is a link already, to '/nowhere/at/all'");
  base::remove_tree(place_);

  base::write_file_atomically(place_, "", false);
  EXPECT_EQ(refusal({place_, target_}), "'" + place_ + "' is a file, where a folder is needed");
}

}  // namespace
}  // namespace exp_init
