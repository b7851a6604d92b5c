#include "table/group.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "table/test_table.h"

namespace table {
namespace {

using Names = std::vector<std::string>;

Names key_names(const std::vector<TestRow>& rows) {
  const Table table = make_table(rows);
  return titles_of(default_group_keys(Resolver(table, {}), all_rows(table)).keys);
}

TestValues about(const char* id, const char* seed) {
  const std::string digit = id;
  return {{"id", id}, {"seed", seed}, {"uuid", "0000000" + digit + "-aaaa"}, {"path", "/r/__result__/asr/" + digit}};
}

TEST(Groups, DefaultKeysLeaveOutWhatOnlyNamesTheRun) {
  const struct {
    const char* name;
    const char *first, *second;  // its value in asr/0 (seed 7) and asr/1 (seed 8)
    bool is_key;
  } cases[] = {
      {"lr", "0.1", "0.2", true},
      {"seed", "1", "2", false},
      {"data.seed", "1", "1", false},
      {"random_seed", "1", "2", false},
      {"SEED", "1", "2", false},
      {"seeds", "1", "2", true},
      {"aseed", "1", "2", true},
      {"rng", "7", "8", false},
      {"rng", "7", "7", true},
      {"out", "results/asr/0", "results/asr/1", false},
      {"out", "/r/__result__/asr/0/model.pt", "/r/__result__/asr/1/model.pt", false},
      {"tag", "u-00000000-aaaa", "u-00000001-aaaa", false},
      {"name", "exp_0", "exp_1", false},
      {"name", "exp_0", "exp_0", true},
      {"layers", "0", "1", true},
      {"run_id", "0", "1", false},
      {"run_id", "5", "1", true},
      {"model", "base", "large", true},
  };
  for (const auto& c : cases) {
    const Names keys = key_names(
        {{"asr/0", {{c.name, c.first}}, {}, about("0", "7")}, {"asr/1", {{c.name, c.second}}, {}, about("1", "8")}});
    EXPECT_EQ(keys.size(), c.is_key ? 1u : 0u) << c.name << " " << c.first << " " << c.second;
  }
}

TEST(Groups, AnIdThatAllRunsShareExcludesNothing) {
  EXPECT_EQ(
      key_names({{"a/0", {{"name", "x_0"}}, {}, about("0", "7")}, {"b/0", {{"name", "x_0"}}, {}, about("0", "8")}}),
      (Names{"name"}));
}

const std::vector<TestRow> runs{{"a/0", {{"lr", "0.1"}, {"seed", "1"}}, {{"acc", "0.90"}, {"note", "ok"}}, {}},
                                {"a/1", {{"lr", "1e-1"}, {"seed", "2"}}, {{"acc", "0.92"}, {"note", "ok"}}, {}},
                                {"b/0", {{"lr", "0.01"}, {"seed", "1"}}, {{"acc", "0.95"}, {"note", "x"}}, {}},
                                {"c/0", {}, {{"acc", "0.5"}}, {}},
                                {"c/1", {}, {{"acc", "nan"}}, {}}};

std::vector<Column> metrics_of(const Resolver& resolver) {
  std::vector<Column> metrics = resolver.all_columns();
  std::erase_if(metrics, [](const Column& column) { return column.source.kind != Kind::metric; });
  return metrics;
}

std::string grouped(const char* sort, bool people, std::size_t top = 100, std::optional<int> precision = {}) {
  const Table table = make_table(runs);
  const Resolver resolver(table, {});
  Groups groups(table, all_rows(table), default_group_keys(resolver, all_rows(table)).keys, metrics_of(resolver));
  base::CollectedMessages messages;
  if (sort) groups.sort(parse_sort(sort), messages);
  groups.keep_first(top);
  const auto grid = people ? groups.grid_for_people(precision) : groups.grid_for_programs(precision);
  std::string text = write(*grid, Format::csv);
  text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
  for (const auto& line : messages.lines()) text += line + "\n";
  return text;
}

TEST(Groups, ForProgramsHaveEachFigureInItsColumn) {
  EXPECT_EQ(grouped(nullptr, false),
            "lr,n,acc:n,acc:mean,acc:std,acc:min,acc:max,note:mean,note:std,note:min,note:max\n"
            "0.1,2,2,0.91,0.014142135623730963,0.90,0.92,,,,\n"
            "0.01,1,1,0.95,,0.95,0.95,,,,\n"
            ",2,1,0.5,,0.5,0.5,,,,\n");
}

TEST(Groups, ForPeopleJoinMeanAndDeviation) {
  EXPECT_EQ(grouped(nullptr, true),
            "lr,n,acc,acc:n,acc:min,acc:max,note,note:min,note:max\n"
            "0.1,2,0.910 ± 0.014,2,0.90,0.92,ok,,\n"
            "0.01,1,0.95,1,0.95,0.95,x,,\n"
            "(none),2,0.5,1,0.5,0.5,,,\n");
  EXPECT_EQ(grouped(nullptr, true, 1, 2),
            "lr,n,acc,acc:min,acc:max,note,note:min,note:max\n"
            "0.1,2,0.91 ± 0.01,0.90,0.92,ok,,\n");
}

TEST(Groups, AreSortedByTheirColumns) {
  const struct {
    const char* key;
    const char* order;  // first cells
  } cases[] = {{"-acc", "0.01 0.1 -"},
               {"acc:mean", "- 0.1 0.01"},
               {"lr", "0.01 0.1 -"},
               {"n,-acc", "0.01 0.1 -"},
               {"acc:std", "0.1 0.01 -"}};
  for (const auto& c : cases) {
    const std::string text = grouped(c.key, false);
    std::string order;
    for (std::size_t start = text.find('\n') + 1; start < text.size(); start = text.find('\n', start) + 1) {
      const std::string cell = text.substr(start, text.find(',', start) - start);
      order += (order.empty() ? "" : " ") + (cell.empty() ? "-" : cell);
    }
    EXPECT_EQ(order, c.order) << c.key;
  }
  const std::string unknown = grouped("acd", false);
  EXPECT_NE(unknown.find("warning: the groups have no column 'acd' to sort by\nhint: did you mean 'acc'?"),
            unknown.npos);
}

TEST(Groups, ARunsKeyCalledNKeepsItsName) {
  const Table table = make_table({{"a/0", {{"n", "5"}}, {}, {}}});
  const Groups groups(table, all_rows(table), default_group_keys(Resolver(table, {}), all_rows(table)).keys, {});
  EXPECT_EQ(write(*groups.grid_for_programs({}), Format::json), "[\n{\"n\":5,\"runs\":1}\n]\n");
}

}  // namespace
}  // namespace table
