#include "files.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

#include "base/file.h"

namespace exp_show {
namespace {

class Files : public testing::Test {
 protected:
  Files() {
    std::string pattern = testing::TempDir() + "/files-test-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~Files() override { base::remove_tree(folder_); }

  void write(const std::string& name, std::size_t bytes) {
    base::make_folders(base::path_parent(folder_ + "/" + name));
    base::write_file_atomically(folder_ + "/" + name, std::string(bytes, 'x'), false);
  }
  std::vector<std::string> names(bool whole, std::size_t most = 100) {
    const auto list = list_files(folder_, whole, most);
    std::vector<std::string> names;
    for (const auto& entry : list->entries) names.push_back(entry.name + " " + std::to_string(entry.bytes));
    return names;
  }
  std::string folder_;
};

using Names = std::vector<std::string>;

TEST_F(Files, FoldersAreSummedUpOrNamedFileByFile) {
  write("log", 10);
  write("checkpoint/epoch_1.bin", 100);
  write("checkpoint/old/epoch_0.bin", 50);
  ASSERT_EQ(::symlink("/", (folder_ + "/checkpoint/root").c_str()), 0);
  EXPECT_EQ(names(false), (Names{"checkpoint/ 150", "log 10"}));
  EXPECT_EQ(names(true),
            (Names{"checkpoint/epoch_1.bin 100", "checkpoint/old/epoch_0.bin 50", "checkpoint/root 0", "log 10"}));
  const auto list = list_files(folder_, false, 100);
  EXPECT_EQ(list->bytes, 160u);
  EXPECT_EQ(list->files, 4u);
  EXPECT_EQ(list->entries[0].files, 3u);
  EXPECT_TRUE(list->entries[0].is_folder && list->is_complete);
  EXPECT_EQ(list_files(folder_, true, 100)->entries[2].link, "/");
}

TEST_F(Files, AreNotNamedWithoutEnd) {
  for (int i = 0; i < 5; ++i) write("f" + std::to_string(i), 1);
  EXPECT_EQ(names(false, 2), (Names{"f0 1", "f1 1"}));
  const auto list = list_files(folder_, false, 2);
  EXPECT_EQ(list->left_out, 3u);
  EXPECT_EQ(list->bytes, 5u);
}

TEST_F(Files, OfAFolderThatIsGoneThereAreNone) {
  EXPECT_FALSE(list_files(folder_ + "/gone", true, 10));
  EXPECT_FALSE(list_files("", false, 10));
}

}  // namespace
}  // namespace exp_show
