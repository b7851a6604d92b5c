#include "table/table.h"

#include <gtest/gtest.h>

#include "table/test_table.h"

namespace table {
namespace {

std::vector<std::string> names_in_order(const Table& table) {
  std::vector<std::string> names;
  for (NameId id = 0; id < table.names().size(); ++id) names.push_back(table.names().name(id));
  return names;
}

std::string value(const Table& table, std::size_t row, Kind kind, std::string_view name,
                  Function function = Function::last) {
  const auto id = table.names().find(kind, name);
  if (!id) return "(no such name)";
  RowReader reader(table);
  reader.read(row);
  const Cell cell = reader.value(*id, function);
  return cell.missing() ? "(missing)" : std::string(cell.text());
}

TEST(Table, GivesEachValueBackByKindAndName) {
  const Table table = make_table({{"asr/0", {{"lr", "0.1"}, {"opt", ""}}, {{"lr", "5"}}, {{"state", "finished"}}},
                                  {"asr/1", {{"bs", "16"}}, {}, {}}});
  ASSERT_EQ(table.size(), 2u);
  EXPECT_EQ(table.run_name(0), "asr/0");
  EXPECT_EQ(table.run_name(1), "asr/1");
  EXPECT_EQ(value(table, 0, Kind::param, "lr"), "0.1");
  EXPECT_EQ(value(table, 0, Kind::metric, "lr"), "5");
  EXPECT_EQ(value(table, 0, Kind::param, "opt"), "");
  EXPECT_EQ(value(table, 0, Kind::info, "state"), "finished");
  EXPECT_EQ(value(table, 1, Kind::param, "lr"), "(missing)");
  EXPECT_EQ(value(table, 1, Kind::param, "bs"), "16");
}

TEST(Table, NamesComeInFirstSeenOrderWhateverThreadReadTheRow) {
  std::vector<Batch> batches(2);
  add_row(batches[0], 2, {"c", {{"z", "1"}, {"b", "2"}}, {}, {}});
  add_row(batches[0], 1, {"b", {{"b", "3"}, {"a", "4"}}, {}, {}});
  add_row(batches[1], 3, {"d", {{"y", "5"}}, {}, {}});
  add_row(batches[1], 0, {"a", {{"a", "6"}, {"x", "7"}}, {}, {}});
  const Table table(std::move(batches));
  EXPECT_EQ(names_in_order(table), (std::vector<std::string>{"a", "x", "b", "z", "y"}));
  std::string rows;
  for (std::size_t row = 0; row < table.size(); ++row) rows += table.run_name(row);
  EXPECT_EQ(rows, "abcd");
  EXPECT_EQ(value(table, 1, Kind::param, "a"), "4");
  EXPECT_EQ(value(table, 3, Kind::param, "y"), "5");
}

TEST(Table, AnAbandonedRowLeavesNothing) {
  Batch batch;
  batch.begin_row(0, "half/0");
  batch.add_param("broken", "1");
  batch.discard_row();
  batch.begin_row(1, "half/1");
  batch.add_param("broken too", "1");
  add_row(batch, 2, {"whole/0", {{"lr", "1"}}, {}, {}});
  const Table table = make_table(std::move(batch));
  EXPECT_EQ(table.size(), 1u);
  EXPECT_EQ(names_in_order(table), (std::vector<std::string>{"lr"}));
}

TEST(Table, TheLaterOfTwoValuesCounts) {
  Batch batch;
  batch.begin_row(0, "r/0");
  batch.add_param("lr", "0.1");
  batch.add_param("lr", "0.2");
  batch.add_metric("acc", "0.5");
  batch.add_metric("acc", {Cell("0.9"), {}, {}, {}, {}});
  batch.commit_row();
  const Table table = make_table(std::move(batch));
  EXPECT_EQ(value(table, 0, Kind::param, "lr"), "0.2");
  EXPECT_EQ(value(table, 0, Kind::metric, "acc"), "0.9");
}

TEST(Table, AMetricHasTheFunctionsOfItsHistory) {
  Batch batch;
  batch.begin_row(0, "r/0");
  batch.add_metric("acc", {Cell("0.8"), Cell("0.1"), Cell("0.05"), Cell("0.9"), Cell("0.5")});
  batch.add_metric("part", {Cell("3"), {}, Cell("1"), {}, {}});
  batch.add_metric("single", "7");
  batch.commit_row();
  const Table table = make_table(std::move(batch));
  const struct {
    const char* name;
    Function function;
    const char* expected;
  } cases[] = {{"acc", Function::last, "0.8"},   {"acc", Function::first, "0.1"},      {"acc", Function::min, "0.05"},
               {"acc", Function::max, "0.9"},    {"acc", Function::mean, "0.5"},       {"part", Function::last, "3"},
               {"part", Function::min, "1"},     {"part", Function::max, "(missing)"}, {"single", Function::max, "7"},
               {"single", Function::first, "7"}, {"single", Function::last, "7"}};
  for (const auto& c : cases) EXPECT_EQ(value(table, 0, Kind::metric, c.name, c.function), c.expected) << c.name;
}

TEST(Table, HoldsHugeValuesAndManyRows) {
  const std::string huge(5u << 20, 'x');
  Batch batch;
  for (std::size_t i = 0; i < 3000; ++i)
    add_row(batch, i, {"r/" + std::to_string(i), {{"text", i == 1500 ? huge : std::to_string(i)}}, {}, {}});
  const Table table = make_table(std::move(batch));
  EXPECT_EQ(value(table, 1500, Kind::param, "text"), huge);
  EXPECT_EQ(value(table, 1499, Kind::param, "text"), "1499");
  EXPECT_EQ(value(table, 2999, Kind::param, "text"), "2999");
}

TEST(Table, CellsKnowNumbersAndEqualValues) {
  EXPECT_EQ(Cell("1e-1").number(), 0.1);
  EXPECT_FALSE(Cell("").number() || Cell("abc").number() || Cell().number());
  EXPECT_TRUE(same_value(Cell("0.1"), Cell("1e-1")));
  EXPECT_TRUE(same_value(Cell("nan"), Cell("NaN")));
  EXPECT_TRUE(same_value(Cell(), Cell()));
  EXPECT_FALSE(same_value(Cell(), Cell("")));
  EXPECT_FALSE(same_value(Cell("0.1"), Cell("0.2")));
  EXPECT_FALSE(same_value(Cell("1"), Cell("one")));
}

}  // namespace
}  // namespace table
