#include "table/filter.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "table/select.h"
#include "table/test_table.h"

namespace table {
namespace {

const std::vector<TestRow> rows{
    {"a/0", {{"lr", "0.001"}, {"opt", "adam"}}, {{"val/acc", "0.95"}, {"top-1", "1"}}, {{"state", "finished"}}},
    {"a/1", {{"lr", "1e-1"}, {"opt", "sgd"}}, {{"val/acc", "0.80"}}, {{"state", "failed"}}},
    {"b/0", {{"lr", "10"}, {"opt", "adam w"}}, {{"val/acc", "NaN"}}, {{"state", "finished"}}},
    {"b/1", {{"opt", "9"}}, {{"mAP@0.5:0.95", "0.3"}}, {{"state", "lost"}}}};

/// The names of the rows that match, joined by blanks; or the error.
std::string matching(const std::string& text, base::Messages& messages) {
  const Table table = make_table(rows);
  try {
    Filter filter = Filter::parse(text);
    filter.bind(Resolver(table, {}), messages);
    RowList kept = all_rows(table);
    keep_matching(table, filter, kept);
    std::string names;
    for (const auto row : kept) names += std::string(names.empty() ? "" : " ") + std::string(table.run_name(row));
    return names;
  } catch (const base::UserError& error) {
    return error.what();
  }
}

std::string matching(const std::string& text) {
  base::CollectedMessages messages;
  return matching(text, messages);
}

TEST(Filter, Compares) {
  const struct {
    const char* text;
    const char* matches;
  } cases[] = {
      {"val/acc > 0.9", "a/0"},
      {"val/acc > 0.9 and lr < 1e-3", ""},
      {"val/acc>0.9 and lr<=1e-3", "a/0"},
      {"lr = 0.1", "a/1"},
      {"lr == .1", "a/1"},
      {"lr != 0.1", "a/0 b/0"},
      {"lr >= 0.1", "a/1 b/0"},
      {"0.5 < val/acc", "a/0 a/1"},
      {"top-1 = 1", "a/0"},
      {"mAP@0.5:0.95 < 1", "b/1"},
      {"`mAP@0.5:0.95` < 1", "b/1"},
      {"\"val/acc\" > 0.9", "a/0"},
      {"val/acc:max > 0.9", "a/0"},
      {"opt = 'adam'", "a/0"},
      {"opt = adam", "a/0"},
      {"opt = \"adam\"", "a/0"},
      {"opt = 'adam w'", "b/0"},
      {"opt < 'b'", "a/0 b/0 b/1"},
      {"opt = 9.0", "b/1"},
      {"state = finished", "a/0 b/0"},
      {"state = finished and not val/acc < 0.9", "a/0"},
      {"lr > val/acc", ""},
      {"lr < val/acc", "a/0 a/1"},
      {"expernameid = 'b/1'", "b/1"},
      {"'x' = 'x'", "a/0 a/1 b/0 b/1"},
      {"1 > 2", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(matching(c.text), c.matches) << c.text;
}

TEST(Filter, MissingAndNanMatchNothing) {
  for (const char* text : {"val/acc > 0", "val/acc <= 100", "not val/acc > 100", "not (val/acc < 0)", "val/acc != 7"})
    EXPECT_EQ(matching(text), "a/0 a/1") << text;
  EXPECT_EQ(matching("not (lr > 1 and val/acc > 2)"), "a/0 a/1");
  EXPECT_EQ(matching("lr > 1 or val/acc > 2"), "b/0");
  EXPECT_EQ(matching("val/acc = nan"), "");
  EXPECT_EQ(matching("not val/acc = nan"), "");
}

TEST(Filter, JoinsByPrecedence) {
  EXPECT_EQ(matching("opt = sgd or opt = adam and lr > 1"), "a/1");
  EXPECT_EQ(matching("(opt = sgd or opt = adam) and lr < 1"), "a/0 a/1");
  EXPECT_EQ(matching("NOT opt = sgd AND state = finished"), "a/0 b/0");
  EXPECT_EQ(matching("not not opt = sgd"), "a/1");
}

TEST(Filter, MatchesPatterns) {
  EXPECT_EQ(matching("opt =~ '^adam'"), "a/0 b/0");
  EXPECT_EQ(matching("opt =~ d"), "a/0 a/1 b/0");
  EXPECT_EQ(matching("not (opt =~ '(?i)ADAM')"), "a/1 b/1");
  EXPECT_EQ(matching("val/acc =~ '(?i)nan'"), "b/0");
  EXPECT_EQ(matching("val/acc =~ ''"), "a/0 a/1 b/0");
}

TEST(Filter, TellsWhatItExpectedAndWhere) {
  const struct {
    const char* text;
    const char* message;
  } cases[] = {
      {"", "bad filter '': expected a name or a value, not the end at character 1"},
      {"lr >", "bad filter 'lr >': expected a value after '>', not the end at character 5"},
      {"lr", "bad filter 'lr': expected a comparison after 'lr', not the end at character 3"},
      {"lr 5", "bad filter 'lr 5': expected a comparison after 'lr', not '5' at character 4"},
      {"(lr > 1", "bad filter '(lr > 1': expected ')', not the end at character 8"},
      {"lr > 1)", "bad filter 'lr > 1)': expected 'and', 'or' or the end, not ')' at character 7"},
      {"é = 'x", "bad filter 'é = 'x': a quote is not closed at character 5"},
      {"lr > 1 and", "bad filter 'lr > 1 and': expected a name or a value, not the end at character 11"},
      {"lr > and", "bad filter 'lr > and': expected a value after '>', not 'and' at character 6"},
      {"1 < lr < 2", "bad filter '1 < lr < 2': comparisons cannot be chained at character 8"},
      {"! lr > 1", "bad filter '! lr > 1': '!' is no operator at character 1"},
      {"opt =~ '('", "bad filter 'opt =~ '('': bad pattern (missing ): () at character 8"},
  };
  for (const auto& c : cases) EXPECT_EQ(matching(c.text), c.message);
}

TEST(Filter, IsNotBroughtDownByDepthOrLength) {
  const std::string deep = std::string(100'000, '(') + "lr > 1";
  EXPECT_NE(matching(deep).find("nested more than 200 deep"), std::string::npos);
  std::string nots;
  for (int i = 0; i < 100'000; ++i) nots += "not ";
  EXPECT_NE(matching(nots + "lr > 1").find("nested more than 200 deep"), std::string::npos);
  std::string wide = "lr = 10";
  for (int i = 0; i < 100'000; ++i) wide += " or lr = 11";
  EXPECT_EQ(matching(wide), "b/0");
}

TEST(Filter, SaysUnknownNames) {
  base::CollectedMessages messages;
  EXPECT_EQ(matching("val/ac > 0.5", messages), "");
  EXPECT_EQ(messages.lines(),
            (std::vector<std::string>{"warning: no run has 'val/ac'", "hint: did you mean 'val/acc'?"}));
  EXPECT_EQ(matching("lr > 1 or nosuch = 1", messages), "b/0");
}

}  // namespace
}  // namespace table
