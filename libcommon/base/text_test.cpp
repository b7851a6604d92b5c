#include "base/text.h"

#include <gtest/gtest.h>

#include <cmath>

namespace base {
namespace {

TEST(Text, SplitsAndJoins) {
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string>{"a", "", "b"}));
  EXPECT_EQ(split_words("  a\tb\n"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(join({"a", "b"}, ", "), "a, b");
  EXPECT_EQ(trim(" \r\n x y\t"), "x y");
  EXPECT_EQ(replace_all("aXbX", "X", "--"), "a--b--");
}

TEST(Text, ParsesNumbersAsProgramsPrintThem) {
  EXPECT_EQ(parse_number("15."), 15.0);
  EXPECT_EQ(parse_number(".5"), 0.5);
  EXPECT_EQ(parse_number("-1e-05"), -1e-05);
  EXPECT_EQ(parse_number("+2"), 2.0);
  EXPECT_EQ(parse_number("1e-400"), 0.0);
  EXPECT_TRUE(std::isinf(*parse_number("1e400")));
  EXPECT_TRUE(std::isnan(*parse_number("nan")));
  EXPECT_EQ(*parse_number("-Infinity"), -INFINITY);
  for (const char* bad : {"", " 1", "1 ", "0x10", "1e", "--1", "+-1", "e5", ".", "1,5", "infx"})
    EXPECT_FALSE(parse_number(bad)) << bad;
}

TEST(Text, ParsesIntegersThatFit) {
  EXPECT_EQ(parse_integer("-12"), -12);
  EXPECT_EQ(parse_integer("+7"), 7);
  for (const char* bad : {"", "+", "-", "1.0", "9223372036854775808", "+-1", "1 "})
    EXPECT_FALSE(parse_integer(bad)) << bad;
}

TEST(Text, MakesTextSafeForATerminal) {
  EXPECT_EQ(printable("a\n\t\x1b[31m\x7f"), "a\\n\\t\\x1b[31m\\x7f");
  EXPECT_EQ(printable("\xff ok \xc2\x9b"), "\\xff ok \\x9b");
  EXPECT_EQ(printable("\xe2\x80\xae"), "\\u202e");
  EXPECT_EQ(printable("grün 東京"), "grün 東京");
}

TEST(Text, KnowsUtf8) {
  EXPECT_TRUE(is_utf8("aé東😀"));
  for (const char* bad : {"\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe6\x9d", "\xff"})
    EXPECT_FALSE(is_utf8(bad));
}

TEST(Text, MeasuresAndCutsByColumns) {
  EXPECT_EQ(display_width("東京a"), 5u);
  EXPECT_EQ(display_width("e\u0301"), 1u);
  EXPECT_EQ(fit_width("abcdef", 4), "abc…");
  EXPECT_EQ(fit_width("東京都", 4), "東…");
  EXPECT_EQ(fit_width("abc", 3), "abc");
}

TEST(Text, QuotesForTheShell) {
  EXPECT_EQ(shell_join({"python", "train.py", "--lr=0.1", "", "it's", "a b", "$x"}),
            "python train.py --lr=0.1 '' 'it'\\''s' 'a b' '$x'");
}

TEST(Text, Base64RoundTrips) {
  for (const std::string bytes : {"", "f", "fo", "foo", "\xff\xfe\x01", "foobar"})
    EXPECT_EQ(parse_base64(base64(bytes)), bytes);
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  for (const char* bad : {"Z", "Zm9vYg=", "Zm=v", "####", "=AAA"}) EXPECT_FALSE(parse_base64(bad)) << bad;
}

TEST(Text, FindsWhatWasMeant) {
  EXPECT_EQ(edit_distance("baseline", "basleine"), 1u);
  EXPECT_EQ(similar_words("basline", {"other", "baseline", "base"}), (std::vector<std::string>{"baseline"}));
  EXPECT_TRUE(similar_words("x", {"completely"}).empty());
}

TEST(Text, Globs) {
  EXPECT_TRUE(matches_glob("asr/lstm/3", "asr*/3"));
  EXPECT_FALSE(matches_glob("asr/3", "tts*"));
}

TEST(TabLine, FieldsOfAnyBytesStayFields) {
  EXPECT_EQ(tab_line({"asr/0", "", "a b"}), "asr/0\t\ta b\n");
  EXPECT_EQ(tab_line({"a\tb\nc\r", "\\t", "\x1b[1m\x7f", "caf\xc3\xa9"}),
            "a\\tb\\nc\\r\t\\\\t\t\\x1b[1m\\x7f\tcaf\xc3\xa9\n");
  EXPECT_EQ(tab_line({"\xc2\x9b", "\x9b", "\xe2\x80\xae"}), "\\x9b\t\\x9b\t\\u202e\n");
  EXPECT_EQ(tab_line({}), "\n");
}

TEST(Text, FindsText) {
  for (const char* text : {"", "a", "\"a\":1", "aab", "aaab"})
    for (const char* part : {"", "a", "\"a\":", "ab", "aab", "longer than the text"})
      EXPECT_EQ(find_text(text, part), std::string_view(text).find(part)) << text << " | " << part;
}

}  // namespace
}  // namespace base
