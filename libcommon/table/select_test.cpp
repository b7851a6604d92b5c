#include "table/select.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "table/test_table.h"

namespace table {
namespace {

std::string sorted(const Table& table, const char* text) {
  base::CollectedMessages messages;
  const Resolver resolver(table, {});
  std::vector<SourceKey> keys;
  for (const SortKey& key : parse_sort(text)) keys.push_back({resolver.resolve(key.name, messages), key.descending});
  RowList rows = all_rows(table);
  sort_rows(table, keys, rows);
  std::string names;
  for (const auto row : rows) names += table.run_name(row);
  return names;
}

TEST(Select, SortsNumbersBeforeTextAndMissingLast) {
  const Table table = make_table({{"a", {{"x", "10"}}, {}, {}},
                                  {"b", {{"x", "9"}}, {}, {}},
                                  {"c", {}, {}, {}},
                                  {"d", {{"x", "none"}}, {}, {}},
                                  {"e", {{"x", "nan"}}, {}, {}},
                                  {"f", {{"x", "auto"}}, {}, {}},
                                  {"g", {{"x", "1e1"}}, {}, {}}});
  EXPECT_EQ(sorted(table, "x"), "bagefdc");
  EXPECT_EQ(sorted(table, "-x"), "agbedfc");
  EXPECT_EQ(sorted(table, "-expernameid"), "gfedcba");
}

TEST(Select, SortsBySeveralKeysAndKeepsEqualRowsInOrder) {
  const Table table = make_table({{"a", {{"x", "2"}, {"y", "1"}}, {}, {}},
                                  {"b", {{"x", "1"}, {"y", "1"}}, {}, {}},
                                  {"c", {{"x", "2.0"}, {"y", "3"}}, {}, {}},
                                  {"d", {{"x", "1"}, {"y", "1"}}, {}, {}}});
  EXPECT_EQ(sorted(table, "x,-y"), "bdca");
  EXPECT_EQ(sorted(table, "y"), "abdc");
}

std::vector<std::string> changed(const std::vector<TestRow>& rows) {
  const Table table = make_table(rows);
  const auto grid = make_grid(table, all_rows(table), Resolver(table, {}).all_columns());
  std::vector<std::string> titles;
  for (const auto column : changed_columns(*grid)) titles.push_back(grid->headings()[column].title);
  return titles;
}

TEST(Select, KnowsColumnsThatChange) {
  using Titles = std::vector<std::string>;
  EXPECT_EQ(changed({{"a", {{"lr", "1e-3"}, {"bs", "1"}, {"opt", "x"}}, {{"acc", "1"}}, {}},
                     {"b", {{"lr", "0.001"}, {"bs", "2"}}, {{"acc", "1"}}, {}}}),
            (Titles{"expernameid", "bs", "opt"}));
  EXPECT_EQ(changed({{"a", {{"lr", "1"}}, {}, {}}}), (Titles{"expernameid", "lr"}));
  EXPECT_EQ(changed({{"a", {{"lr", "1"}}, {}, {}}, {"a", {{"lr", "1"}}, {}, {}}}), (Titles{"expernameid"}));
}

TEST(Select, GridShowsValuesAsWrittenUnlessRounded) {
  const Table table =
      make_table({{"2024",
                   {{"lr", "0.00001"}, {"wd", "0.30000000000000004"}, {"bs", "16"}, {"name", "x1.23456"}},
                   {{"acc", "0.97219999"}, {"n", "3"}, {"bad", "nan"}, {"loss", "1.6e-9"}},
                   {}}});
  const auto text = [&](std::optional<int> precision) {
    return write(*make_grid(table, all_rows(table), Resolver(table, {}).all_columns(), precision), Format::csv);
  };
  const std::string head = "expernameid,lr,wd,bs,name,acc,n,bad,loss\r\n";
  EXPECT_EQ(text({}), head + "2024,0.00001,0.30000000000000004,16,x1.23456,0.97219999,3,nan,1.6e-9\r\n");
  EXPECT_EQ(text(3), head + "2024,0.00001,0.3,16,x1.23456,0.972,3,nan,1.600e-09\r\n");
  EXPECT_EQ(text(0), head + "2024,1e-05,0.3,16,x1.23456,1,3,nan,2e-09\r\n");
}

TEST(Select, KeepsChosenColumns) {
  const Table table = make_table({{"a", {{"x", "1"}, {"y", "2"}, {"z", "3"}}, {}, {}}});
  auto grid = make_grid(table, all_rows(table), Resolver(table, {}).all_columns());
  EXPECT_EQ(write(*keep_columns(std::move(grid), {0, 3, 1}), Format::csv), "expernameid,z,x\r\na,3,1\r\n");
}

}  // namespace
}  // namespace table
