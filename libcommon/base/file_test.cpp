#include "base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "base/error.h"

namespace base {
namespace {

class FileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = path_join(testing::TempDir(), "file-test-XXXXXX");
    folder_ = ::mkdtemp(pattern.data());
  }
  void TearDown() override { remove_tree(folder_); }
  std::string at(std::string_view name) const { return path_join(folder_, name); }
  std::string folder_;
};

TEST(Path, IsText) {
  EXPECT_EQ(path_join("/a", "b"), "/a/b");
  EXPECT_EQ(path_join("/a", ""), "/a");
  EXPECT_EQ(path_join("/a", "/b"), "/b");
  EXPECT_EQ(path_absolute("../b/./c//d", "/a/x"), "/a/b/c/d");
  EXPECT_EQ(path_absolute("/..", "/a"), "/");
  EXPECT_EQ(path_below("/a/b/c", "/a"), "b/c");
  EXPECT_EQ(path_below("/ab", "/a"), "/ab");
  EXPECT_EQ(path_below("/a", "/a"), ".");
  EXPECT_EQ(path_parent("/a"), "/");
  EXPECT_EQ(path_parent("a"), ".");
}

TEST_F(FileTest, AtomicFileReplacesWholeAndKeepsTheMode) {
  write_file_atomically(at("f"), "one");
  ASSERT_EQ(::chmod(at("f").c_str(), 0640), 0);
  write_file_atomically(at("f"), "two");
  struct stat info;
  ASSERT_EQ(::stat(at("f").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0640u);
  EXPECT_EQ(load_file(at("f")), "two");
}

TEST_F(FileTest, AnUncommittedFileLeavesNothing) {
  write_file_atomically(at("f"), "one");
  {
    AtomicFile file(at("f"));
    file.write("half");
  }
  EXPECT_EQ(load_file(at("f")), "one");
  EXPECT_EQ(find_entries(folder_), (std::vector<std::string>{"f"}));
}

TEST_F(FileTest, ExclusiveCreationHasOneWinner) {
  EXPECT_TRUE(create_exclusively(at("claim"), "first"));
  EXPECT_FALSE(create_exclusively(at("claim"), "second"));
  EXPECT_EQ(load_file(at("claim")), "first");
  EXPECT_EQ(find_entries(folder_)->size(), 1u);
}

TEST_F(FileTest, ReadingNeverHangsAndSaysWhy) {
  ASSERT_EQ(::mkfifo(at("fifo").c_str(), 0600), 0);
  EXPECT_EQ(read_file(at("fifo")).failure, ReadFailure::not_a_file);
  EXPECT_EQ(read_file(folder_).failure, ReadFailure::not_a_file);
  EXPECT_EQ(read_file(at("none")).failure, ReadFailure::missing);
  write_file_atomically(at("big"), std::string(100, 'x'));
  EXPECT_EQ(read_file(at("big"), 99).failure, ReadFailure::too_large);
  EXPECT_EQ(read_file(at("big"), 100).bytes.size(), 100u);
}

TEST_F(FileTest, RemovesTreesWithoutFollowingLinks) {
  make_folders(at("keep"));
  write_file_atomically(at("keep/precious"), "x");
  make_folders(at("tree/sub"));
  ASSERT_EQ(::symlink(at("keep").c_str(), at("tree/sub/link").c_str()), 0);
  EXPECT_TRUE(remove_tree(at("tree")));
  EXPECT_FALSE(path_exists(at("tree")));
  EXPECT_TRUE(path_exists(at("keep/precious")));
}

TEST_F(FileTest, FailuresNameThePath) {
  write_file_atomically(at("f"), "x");
  try {
    make_folders(at("f/sub"));
    FAIL() << "made a folder below a file";
  } catch (const UserError& error) {
    EXPECT_NE(std::string(error.what()).find("/f"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace base
