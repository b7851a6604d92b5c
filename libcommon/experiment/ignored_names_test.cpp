#include "experiment/ignored_names.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/file.h"
#include "base/random.h"

namespace experiment {
namespace {

using Names = std::vector<std::string>;

class IgnoredNames : public testing::Test {
 protected:
  void TearDown() override { base::remove_tree(folder_); }
  void SetUp() override {
    folder_ = base::path_join(testing::TempDir(), "ignored-names-" + base::random_hex(8));
    base::remove_tree(folder_);
    path_ = base::path_join(folder_, "info/exclude");
  }
  void write(const std::string& text) const {
    base::make_folders(base::path_parent(path_));
    base::write_file_atomically(path_, text, false);
  }
  std::string after_adding() const {
    add_ignored_names(path_, find_names_not_in(path_), Sharing::none);
    EXPECT_TRUE(find_names_not_in(path_).empty());
    return base::load_file(path_);
  }

  std::string folder_, path_;
};

TEST_F(IgnoredNames, AMissingFileIsMadeWithItsFolder) {
  EXPECT_EQ(after_adding(), "__data__\n__result__\n__statistic__\n");
}

TEST_F(IgnoredNames, LinesOfTheUserStayByteForByte) {
  write("# mine\n*.o \n/__result__\n  \nlast");
  EXPECT_EQ(after_adding(), "# mine\n*.o \n/__result__\n  \nlast\n__data__\n__statistic__\n");
}

TEST_F(IgnoredNames, TheFilesLineEndsAreTaken) {
  write("__data__\r\n*.o\r\n");
  EXPECT_EQ(after_adding(), "__data__\r\n*.o\r\n__result__\r\n__statistic__\r\n");
}

TEST_F(IgnoredNames, APatternForFoldersOnlyWouldMissALink) {
  write("__data__/\n!__result__\n#__statistic__\n");
  EXPECT_EQ(find_names_not_in(path_), (Names{"__data__", "__result__", "__statistic__"}));
}

TEST_F(IgnoredNames, ALinkStaysALink) {
  write("mine\n");
  const std::string real = base::path_join(folder_, "real");
  ASSERT_EQ(rename(path_.c_str(), real.c_str()), 0);
  ASSERT_EQ(symlink(real.c_str(), path_.c_str()), 0);
  EXPECT_EQ(after_adding(), "mine\n__data__\n__result__\n__statistic__\n");
  EXPECT_EQ(base::load_file(real), "mine\n__data__\n__result__\n__statistic__\n");
}

TEST_F(IgnoredNames, TheTopsGitignoreCountsAsWell) {
  git::Location location;
  location.common_dir = base::path_join(folder_, ".git");
  location.top = folder_;
  base::make_folders(folder_);
  base::write_file_atomically(base::path_join(folder_, ".gitignore"), "/__data__\n__result__\n", false);
  EXPECT_EQ(find_unignored_names(location), Names{"__statistic__"});
}

}  // namespace
}  // namespace experiment
