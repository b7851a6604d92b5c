#include <gtest/gtest.h>

#include "base/text.h"
#include "table/layout.h"
#include "table/select.h"
#include "table/test_table.h"

namespace table {
namespace {

struct Shown {
  std::string text;
  std::size_t dropped = 0;
};

Shown shown(const std::vector<TestRow>& rows, const Directions& directions, const WriteSettings& settings) {
  const Table table = make_table(rows);
  const auto grid = make_grid(table, all_rows(table), Resolver(table, directions).all_columns());
  Shown result;
  result.dropped =
      write_grid(*grid, Format::text, settings, [&](std::string_view piece) { result.text += piece; }).dropped_columns;
  return result;
}

TEST(TextTable, AlignsNumbersAtThePoint) {
  EXPECT_EQ(shown({{"a/0", {{"lr", "0.1"}, {"opt", "adam"}}, {{"loss", "12.25"}}, {}},
                   {"long-name/12", {{"lr", "1e-05"}, {"opt", "sgd"}}, {{"loss", "-3"}}, {}},
                   {"b/0", {{"lr", "10"}}, {{"loss", "nan"}}, {}}},
                  {}, {})
                .text,
            "expernameid       lr  opt    loss\n"
            "a/0            0.1    adam  12.25\n"
            "long-name/12   1e-05  sgd   -3\n"
            "b/0           10              nan\n");
}

TEST(TextTable, MarksTheBestOnlyWithColour) {
  const std::vector<TestRow> rows{{"a", {}, {{"acc", "0.5"}, {"loss", "1"}}, {}},
                                  {"b", {}, {{"acc", "0.75"}, {"loss", "2"}}, {}}};
  const Directions directions{{"acc", Direction::max}, {"loss", Direction::min}};
  EXPECT_EQ(shown(rows, directions, {}).text,
            "expernameid   acc  loss\na            0.5      1\nb            0.75     2\n");
  WriteSettings colour;
  colour.colour = true;
  EXPECT_EQ(shown(rows, directions, colour).text,
            "\x1b[1mexpernameid\x1b[m   \x1b[1macc\x1b[m  \x1b[1mloss\x1b[m\n"
            "a            0.5      \x1b[1m1\x1b[m\n"
            "b            \x1b[1m0.75\x1b[m     2\n");
}

TEST(TextTable, NeverSendsControlCharacters) {
  const std::string text = shown({{"a\x1b]0;x\x07", {{"x\ny", "\x1b[2J\r"}, {"z", "\xff"}}, {}, {}}}, {}, {}).text;
  EXPECT_EQ(text, "expernameid    x\\ny       z\na\\x1b]0;x\\x07  \\x1b[2J\\r  \\xff\n");
}

TEST(TextTable, CountsWideCharacters) {
  EXPECT_EQ(
      shown({{"東京/0", {{"名", "é"}, {"b", "x"}}, {}, {}}, {"a/0", {{"名", "ab"}, {"b", "x"}}, {}, {}}}, {}, {}).text,
      "expernameid  名  b\n東京/0       é   x\na/0          ab  x\n");
}

TEST(TextTable, ShortensTextsThenDropsColumns) {
  const std::string path(60, 'p');
  const std::vector<TestRow> rows{
      {"experiment-a/0",
       {{"path", path + "1"}, {"same", "1"}, {"lr", "0.1234567"}},
       {{"acc", "0.5"}, {"loss", "1.25"}},
       {}},
      {"experiment-b/0", {{"path", path + "2"}, {"same", "1"}, {"lr", "0.2"}}, {{"acc", "0.6"}, {"loss", "2"}}, {}}};
  const auto at_width = [&](std::size_t width) {
    WriteSettings settings;
    settings.width = width;
    return shown(rows, {}, settings);
  };
  EXPECT_EQ(at_width(60).text,
            "expernameid     path              same         lr  acc  loss\n"
            "experiment-a/0  ppppppppppppppp…     1  0.1234567  0.5  1.25\n"
            "experiment-b/0  ppppppppppppppp…     1  0.2        0.6  2\n");
  EXPECT_EQ(at_width(60).dropped, 0u);
  const Shown narrow = at_width(40);
  EXPECT_EQ(narrow.dropped, 2u);
  EXPECT_EQ(narrow.text,
            "expernameid     path           acc  loss\n"
            "experiment-a/0  pppppppppppp…  0.5  1.25\n"
            "experiment-b/0  pppppppppppp…  0.6  2\n");
  for (std::size_t width = 16; width < 120; ++width)
    for (const std::string& line : base::split(at_width(width).text, '\n')) EXPECT_LE(base::display_width(line), width);
  EXPECT_EQ(at_width(5).dropped, 5u);
}

TEST(TextTable, IsAHeaderWithoutRows) {
  EXPECT_EQ(shown({}, {}, {}).text, "expernameid\n");
}

TEST(Layout, ShortensTheWidestFirst) {
  const auto layout = lay_out({{10, 4, true, 0}, {50, 4, false, 1}, {30, 4, false, 2}}, 50, 2);
  EXPECT_EQ(layout.widths, (std::vector<std::size_t>{10, 18, 18}));
}

TEST(Layout, KeepsLowRanksInTheirOrder) {
  const auto layout = lay_out({{5, 5, true, 9}, {5, 5, false, 3}, {5, 5, false, 1}, {5, 5, false, 2}}, 20, 2);
  EXPECT_EQ(layout.shown, (std::vector<std::size_t>{0, 2, 3}));
}

}  // namespace
}  // namespace table
