#include "base/terminal_filter.h"

#include <gtest/gtest.h>

namespace base {
namespace {

std::string filtered(std::string_view bytes, bool colours = true) {
  TerminalFilter filter(colours);
  const std::string out = filter.feed(bytes);
  return out + filter.finish();
}

TEST(TerminalFilter, OnlyTextAndColoursPass) {
  const struct {
    const char *bytes, *coloured, *plain;
  } cases[] = {
      {"a\tb\nc", "a\tb\nc", "a\tb\nc"},
      {"windows\r\n", "windows\n", "windows\n"},
      {"\x1b[1;31mred\x1b[0m\n", "\x1b[1;31mred\x1b[0m\n", "red\n"},
      {"\x1b[38:5:7mgrey\n", "\x1b[38:5:7mgrey\n\x1b[m", "grey\n"},
      {"\x1b[2J\x1b]0;title\x07\n", "\\x1b[2J\\x1b]0;title\\x07\n", "\\x1b[2J\\x1b]0;title\\x07\n"},
      {"\x1b[31", "\\x1b[31", "\\x1b[31"},
      {"10%\r20%\n", "10%\\r20%\n", "10%\\r20%\n"},
      {"\xff caf\xc3\xa9\n", "\\xff caf\xc3\xa9\n", "\\xff caf\xc3\xa9\n"},
      {"", "", ""},
  };
  for (const auto& [bytes, coloured, plain] : cases) {
    EXPECT_EQ(filtered(bytes), coloured);
    EXPECT_EQ(filtered(bytes, false), plain);
  }
}

TEST(TerminalFilter, PiecesMayBeCutAnywhere) {
  const std::string text = "one\x1b[1mtwo\x1b[m\r\nthr\xc3\xa9\xc3\xa9\n\x1b[31mfour";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    TerminalFilter filter(true);
    std::string out = filter.feed(text.substr(0, cut));
    out += filter.feed(text.substr(cut));
    EXPECT_EQ(out + filter.finish(), filtered(text)) << cut;
  }
}

TEST(TerminalFilter, AnEndlessLineIsNotWaitedFor) {
  TerminalFilter filter(true);
  const std::string piece = std::string(40'000, 'x') + "\xc3";
  EXPECT_EQ(filter.feed(piece), "");
  EXPECT_EQ(filter.feed("\xa9" + std::string(40'000, 'y') + "\x1b[3"),
            std::string(40'000, 'x') + "\xc3\xa9" + std::string(40'000, 'y'));
  EXPECT_EQ(filter.feed("1mred\n"), "\x1b[31mred\n");
  EXPECT_EQ(filter.feed(std::string(70'000, '\xff')).substr(0, 8), "\\xff\\xff");
}

}  // namespace
}  // namespace base
