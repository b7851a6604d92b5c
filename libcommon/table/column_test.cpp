#include "table/column.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "table/test_table.h"

namespace table {
namespace {

using Titles = std::vector<std::string>;

std::string message_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::UserError& error) {
    return error.what();
  }
  return "(no error)";
}

const std::vector<TestRow> rows{
    {"t/0", {{"lr", "0.1"}, {"data.name", "a"}, {"expernameid", "t/0"}}, {{"val/acc", "0.9"}, {"val/loss", "2"}}, {}},
    {"t/1",
     {{"lr", "0.2"}, {"a,b", "x"}},
     {{"lr", "9"}, {"mAP@0.5:0.95", "0.4"}, {"acc:max", "1"}, {"train/loss", "3"}},
     {{"state", "finished"}, {"lr", "info"}}}};

TEST(Columns, AreParsedWithTitlesAndQuotes) {
  const struct {
    const char* text;
    std::vector<std::string> names, titles;
  } cases[] = {
      {"lr", {"lr"}, {""}},
      {" lr , val/acc:max as best ", {"lr", "val/acc:max"}, {"", "best"}},
      {"top-1,mAP@0.5:0.95", {"top-1", "mAP@0.5:0.95"}, {"", ""}},
      {"a b as c d,e", {"a b", "e"}, {"c d", ""}},
      {"\"a,b\" as \"c, d\"", {"a,b"}, {"c, d"}},
      {"`x as y`", {"x as y"}, {""}},
      {"\"say \"\"hi\"\"\"", {"say \"hi\""}, {""}},
      {"last as", {"last as"}, {""}},
  };
  for (const auto& c : cases) {
    const auto specs = parse_columns(c.text);
    ASSERT_EQ(specs.size(), c.names.size()) << c.text;
    for (std::size_t i = 0; i < specs.size(); ++i) {
      EXPECT_EQ(specs[i].name.text, c.names[i]) << c.text;
      EXPECT_EQ(specs[i].title, c.titles[i]) << c.text;
    }
  }
  EXPECT_EQ(parse_columns("\"a b\":max")[0].name.function, Function::max);
}

TEST(Columns, TellWhereTheTextIsWrong) {
  const struct {
    const char* text;
    const char* message;
  } cases[] = {
      {"", "bad columns '': expected a name at character 1"},
      {"a,,b", "bad columns 'a,,b': expected a name at character 3"},
      {"é, \"x", "bad columns 'é, \"x': a quote is not closed at character 4"},
      {"\"a\"b", "bad columns '\"a\"b': expected ',' or ' as ' at character 4"},
      {"a as ", "bad columns 'a as ': expected a name at character 6"},
      {"\"a\":top", "bad columns '\"a\":top': expected one of last, best, first, min, max, mean at character 5"}};
  for (const auto& c : cases) EXPECT_EQ(message_of([&] { parse_columns(c.text); }), c.message);
  EXPECT_EQ(message_of([] { parse_sort("-"); }), "bad sort key '-': expected a name at character 2");
}

TEST(Columns, SortKeysHaveADirection) {
  const auto keys = parse_sort("-val/acc, lr,-\"-x\"");
  ASSERT_EQ(keys.size(), 3u);
  EXPECT_TRUE(keys[0].descending && !keys[1].descending && keys[2].descending);
  EXPECT_EQ(keys[2].name.text, "-x");
}

TEST(Columns, WithoutAChoiceAreAllInFirstSeenOrder) {
  const Table table = make_table(rows);
  const Resolver resolver(table, {});
  EXPECT_EQ(titles_of(resolver.all_columns()), (Titles{"expernameid", "lr", "data.name", "a,b", "val/acc", "val/loss",
                                                       "metric:lr", "mAP@0.5:0.95", "acc:max", "train/loss"}));
}

TEST(Columns, ChosenOnesResolveNamesGlobsAndTitles) {
  const Table table = make_table(rows);
  const Resolver resolver(table, {{"val/acc", Direction::max}});
  const struct {
    const char* text;
    Titles titles;
  } cases[] = {
      {"lr,val/acc:max as best", {"expernameid", "lr", "best"}},
      {"val/*", {"expernameid", "val/acc", "val/loss"}},
      {"*loss:min", {"expernameid", "val/loss:min", "train/loss:min"}},
      {"val/acc:best,val/acc", {"expernameid", "val/acc:best", "val/acc"}},
      {"lr,lr,expernameid", {"expernameid", "lr"}},
      {"state,param:lr,metric:lr,run:lr", {"expernameid", "state", "param:lr", "metric:lr", "run:lr"}},
      {"mAP@0.5:0.95,acc:max,\"a,b\"", {"expernameid", "mAP@0.5:0.95", "acc:max", "a,b"}},
  };
  for (const auto& c : cases) {
    base::CollectedMessages messages;
    EXPECT_EQ(titles_of(resolver.columns(parse_columns(c.text), messages)), c.titles) << c.text;
    EXPECT_TRUE(messages.lines().empty()) << c.text;
  }
}

TEST(Columns, ResolveToTheRightSource) {
  const Table table = make_table(rows);
  const Resolver resolver(table, {{"val/acc", Direction::max}, {"val/loss", Direction::min}});
  const auto find = [&](const char* text) { return *resolver.find({text, {}, false}); };
  EXPECT_EQ(find("lr").kind, Kind::param);
  EXPECT_EQ(find("lr:min").kind, Kind::metric);
  EXPECT_EQ(find("metric:lr:mean").function, Function::mean);
  EXPECT_EQ(find("run:lr").kind, Kind::info);
  EXPECT_EQ(find("acc:max").function, Function::last);  // a metric of that very name
  EXPECT_EQ(find("val/acc:best").function, Function::max);
  EXPECT_EQ(find("val/loss:best").function, Function::min);
  EXPECT_EQ(find("expernameid").id, run_name_id);
  EXPECT_FALSE(resolver.find({"nothing", {}, false}));
}

TEST(Columns, AnUnknownNameIsSaidAndEmpty) {
  const Table table = make_table(rows);
  const Resolver resolver(table, {});
  base::CollectedMessages messages;
  EXPECT_EQ(titles_of(resolver.columns(parse_columns("val/ac,x*y"), messages)), (Titles{"expernameid", "val/ac"}));
  EXPECT_EQ(messages.lines(), (Titles{"warning: no run has 'val/ac'", "hint: did you mean 'val/acc'?",
                                      "warning: no run has a column like 'x*y'"}));
}

TEST(Columns, RefuseWhatHasNoAnswer) {
  const Table table = make_table(rows);
  const Resolver resolver(table, {});
  base::CollectedMessages messages;
  const auto message = [&](const char* text) {
    return message_of([&] { resolver.columns(parse_columns(text), messages); });
  };
  EXPECT_EQ(message("val/acc:best"), "it is not known whether a high or a low 'val/acc' is best");
  EXPECT_EQ(message("data.name:max"), "'data.name' is a parameter, it has no 'max'");
  EXPECT_EQ(message("lr as x,val/acc as x"), "two columns are called 'x'");
}

TEST(Columns, OfATitleFileStayThoughNoRunHasThem) {
  const Table table = make_table(rows);
  base::CollectedMessages messages;
  const auto spec = [](const char* name, Kind kind) { return ColumnSpec{{name, {}, true}, kind, ""}; };
  const auto columns =
      Resolver(table, {}).columns({spec("lr", Kind::param), spec("expernameid", Kind::param), spec("gone", Kind::param),
                                   spec("lr", Kind::metric), spec("gone", Kind::metric), spec("acc:max", Kind::metric)},
                                  messages);
  EXPECT_EQ(titles_of(columns), (Titles{"expernameid", "lr", "gone", "metric:lr", "metric:gone", "acc:max"}));
  EXPECT_TRUE(messages.lines().empty());
}

TEST(Columns, DirectionsSplitAtTheLastColon) {
  EXPECT_EQ(parse_direction("mAP@0.5:0.95:max"), std::pair(std::string("mAP@0.5:0.95"), Direction::max));
  EXPECT_EQ(parse_direction("loss:min"), std::pair(std::string("loss"), Direction::min));
  for (const char* bad : {"", "loss", "loss:low", ":min", "loss:"}) EXPECT_FALSE(parse_direction(bad)) << bad;
}

}  // namespace
}  // namespace table
