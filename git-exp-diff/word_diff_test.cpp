#include "word_diff.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace exp_diff {
namespace {

using Words = std::vector<std::string>;

/// Both lines as people see them.
std::string shown(const Words& before, const Words& after, const std::string& colour = "") {
  const CommonWords common = find_common_words(before, after);
  return format_marked_command("- ", before, common.before, colour) +
         format_marked_command("+ ", after, common.after, colour);
}

TEST(WordDiff, MarksWhatTheOtherHasNot) {
  EXPECT_EQ(shown({"sh", "t.sh", "--lr=0.1"}, {"sh", "t.sh", "--lr=0.2"}),
            "- sh t.sh --lr=0.1\n"
            "          ^^^^^^^^\n"
            "+ sh t.sh --lr=0.2\n"
            "          ^^^^^^^^\n");
  EXPECT_EQ(shown({"a", "b", "c", "d"}, {"b", "x y", "d"}),
            "- a b c d\n"
            "  ^   ^\n"
            "+ b 'x y' d\n"
            "    ^^^^^\n");
  EXPECT_EQ(shown({"a"}, {"a", "b"}), "- a\n+ a b\n    ^\n");
  EXPECT_EQ(shown({}, {"a"}), "- \n+ a\n  ^\n");
  EXPECT_EQ(shown({"a", "b"}, {"a", "c"}, "\x1b[7m"), "- a \x1b[7mb\x1b[m\n+ a \x1b[7mc\x1b[m\n");
}

TEST(WordDiff, HostileWordsAreHarmless) {
  EXPECT_EQ(shown({"\x1b[2J"}, {"\xff"}).find('\x1b'), std::string::npos);
}

TEST(WordDiff, VeryLongOnesAreComparedFromBothEnds) {
  Words before(50'000, "x"), after(50'000, "x");
  before[10] = "a";
  after[49'990] = "b";
  const CommonWords common = find_common_words(before, after);
  EXPECT_TRUE(common.before[9]);
  EXPECT_TRUE(common.after[49'991]);
  EXPECT_FALSE(common.before[10]);
  EXPECT_FALSE(common.after[49'990]);
}

}  // namespace
}  // namespace exp_diff
