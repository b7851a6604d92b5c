#include "git/note_lines.h"

#include <gtest/gtest.h>

namespace git {
namespace {

TEST(NoteLines, WithoutBlankOnes) {
  EXPECT_EQ(lines_of("a\n\nb\n\n\nc"), (std::vector<std::string_view>{"a", "b", "c"}));
  EXPECT_EQ(lines_of("a\r\n \n"), (std::vector<std::string_view>{"a\r", " "}));
  EXPECT_TRUE(lines_of("").empty());
  EXPECT_TRUE(lines_of("\n\n").empty());
}

TEST(NoteLines, UnionIsSortedBytewiseAndUnique) {
  EXPECT_EQ(union_of_lines({"b\na\n", "a\n\xff\nB", ""}), "B\na\nb\n\xff\n");
  EXPECT_EQ(union_of_lines({}), "");
}

TEST(NoteLines, MissingOnes) {
  EXPECT_EQ(lines_missing("c\na\nb\n", "b\n\nd"), (std::vector<std::string_view>{"a", "c"}));
  EXPECT_TRUE(lines_missing("a\n", "a").empty());
  EXPECT_TRUE(lines_missing("a\nb\na\n", "a\nb\n").empty()) << "twice is no more than once";
}

TEST(NoteLines, OnlyWholeLinesAreThere) {
  EXPECT_TRUE(has_line("a\nbc\nd", "bc"));
  EXPECT_TRUE(has_line("a\nbc\nd", "d"));
  EXPECT_TRUE(has_line("abab\nab\n", "ab"));
  for (const char* part : {"b", "c", "a\nb", "e"}) EXPECT_FALSE(has_line("a\nbc\nd", part)) << part;
  EXPECT_FALSE(has_line("", "a"));
}

}  // namespace
}  // namespace git
