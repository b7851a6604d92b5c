#include "growing_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "base/file.h"

namespace exp_log {
namespace {

class Growing : public testing::Test {
 protected:
  Growing() {
    std::string pattern = testing::TempDir() + "/growing-test-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    path_ = folder_ + "/log";
  }
  ~Growing() override { base::remove_tree(folder_); }

  /// In place: the file stays the same one.
  void write(const std::string& text) { std::ofstream(path_, std::ios::binary | std::ios::trunc) << text; }
  void append(const std::string& text) { std::ofstream(path_, std::ios::binary | std::ios::app) << text; }
  void replace(const std::string& text) { base::write_file_atomically(path_, text, false); }
  static std::string news(GrowingFile& file, bool is_final = false) {
    std::string text;
    file.look(is_final, [&](std::string_view bytes) { text += bytes; });
    return text;
  }
  std::string folder_, path_;
};

TEST_F(Growing, LinesComeAsSoonAsTheyAreWhole) {
  GrowingFile file(path_, 0);
  EXPECT_EQ(news(file), "");  // not there yet
  write("one\ntw");
  EXPECT_EQ(news(file), "one\n");
  EXPECT_EQ(file.open_line(), "tw");
  append("o\nthree");
  EXPECT_EQ(news(file), "two\n");
  EXPECT_EQ(news(file), "");
  EXPECT_EQ(news(file, true), "three");
}

TEST_F(Growing, BeginsWhereItIsTold) {
  write("one\ntwo\n");
  GrowingFile file(path_, 4);
  EXPECT_EQ(news(file), "two\n");
}

TEST_F(Growing, RewrittenLinesComeAgainFromTheFirstThatChanged) {
  GrowingFile file(path_, 0);
  write("start\nbar 10%\nbar 20%\n");
  EXPECT_EQ(news(file), "start\nbar 10%\nbar 20%\n");
  write("start\nbar 10%\nbar 35%\n");
  EXPECT_EQ(news(file), "bar 35%\n");
  write("start\nbar 1");
  EXPECT_EQ(news(file), "");
  EXPECT_EQ(file.open_line(), "bar 1");
  append("00%\nend\n");
  EXPECT_EQ(news(file), "bar 100%\nend\n");
}

TEST_F(Growing, CutShortOrReplacedItBeginsAnew) {
  GrowingFile file(path_, 0);
  write(std::string(1000, 'x') + "\nold\n");
  news(file);
  write("new\n");
  EXPECT_EQ(news(file), "new\n");
  write("");
  EXPECT_EQ(news(file), "");
  append("again\n");
  EXPECT_EQ(news(file), "again\n");
  replace("again\nanother file\n");
  EXPECT_EQ(news(file), "again\nanother file\n");
  base::remove_tree(path_);
  EXPECT_EQ(news(file), "");
  write("back\n");
  EXPECT_EQ(news(file), "back\n");
}

TEST_F(Growing, AnEndlessLineIsGivenInPieces) {
  GrowingFile file(path_, 0);
  const std::string line(1'000'000, 'x');
  write(line);
  std::string all = news(file);
  EXPECT_GT(all.size(), 500'000u);
  append("\nend\n");
  all += news(file);
  EXPECT_EQ(all, line + "\nend\n");
}

}  // namespace
}  // namespace exp_log
