#include "view.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "base/text.h"
#include "table/writer.h"

namespace exp_table {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

void add(table::Batch& batch, std::size_t position, const std::string& name, const Pairs& params,
         const Pairs& metrics) {
  batch.begin_row(position, name);
  batch.add_info("state", "finished");
  for (const auto& [key, value] : params) batch.add_param(key, value);
  for (const auto& [key, value] : metrics) batch.add_metric(key, value);
  batch.commit_row();
}

table::Table some_runs() {
  std::vector<table::Batch> batches(1);
  add(batches[0], 0, "a/0", {{"lr", "0.1"}, {"opt", "sgd"}, {"seed", "1"}}, {{"acc", "0.90"}, {"loss", "1.5"}});
  add(batches[0], 1, "a/1", {{"lr", "0.1"}, {"opt", "sgd"}, {"seed", "2"}}, {{"acc", "0.92"}, {"loss", "1.25"}});
  add(batches[0], 2, "a/2", {{"lr", "0.01"}, {"opt", "sgd"}, {"seed", "1"}}, {{"acc", "0.95"}, {"loss", "1"}});
  return table::Table(std::move(batches));
}

/// What the words make of it, as csv with LF, and what was said.
std::string shown(const cli::Words& words, bool for_people = false,
                  const std::optional<std::vector<table::ColumnSpec>>& titles = {}) {
  const table::Table table = some_runs();
  const Options options = parse_options(words);
  base::CollectedMessages messages;
  const View view(table, table::all_rows(table), options, {{"acc", table::Direction::max}}, titles, messages);
  std::string text;
  table::write_grid(*view.grid(for_people), table::Format::csv, {}, [&](std::string_view piece) { text += piece; });
  text = base::replace_all(text, "\r\n", "\n");
  for (const auto& line : messages.lines()) text += line + "\n";
  return text;
}

TEST(View, SelectsSortsAndCuts) {
  EXPECT_EQ(shown({}),
            "expernameid,lr,opt,seed,acc,loss\n"
            "a/0,0.1,sgd,1,0.90,1.5\n"
            "a/1,0.1,sgd,2,0.92,1.25\n"
            "a/2,0.01,sgd,1,0.95,1\n");
  EXPECT_EQ(shown({"--filter", "acc > 0.9", "--sort", "-loss", "--top", "1", "--columns", "acc"}),
            "expernameid,acc\na/1,0.92\n");
  EXPECT_EQ(shown({"--sort", "lr,-best", "--columns", "acc:best as best"}),
            "expernameid,best\na/2,0.95\na/1,0.92\na/0,0.90\n");
  EXPECT_EQ(shown({"--only-changed", "--precision", "0", "--columns", "opt,acc,loss"}),
            "expernameid,acc,loss\na/0,1,2\na/1,1,1\na/2,1,1\n");
}

TEST(View, ColumnsComeFromTheTitlesUnlessTheyAreNamed) {
  const std::vector<table::ColumnSpec> titles{{{"seed", {}, true}, table::Kind::param, ""},
                                              {{"later", {}, true}, table::Kind::metric, ""}};
  EXPECT_EQ(shown({"--top", "1"}, false, titles), "expernameid,seed,later\na/0,1,\n");
  EXPECT_EQ(shown({"--top", "1", "--columns", "lr,state"}, false, titles), "expernameid,lr,state\na/0,0.1,finished\n");
}

TEST(View, GroupsOverSeeds) {
  EXPECT_EQ(shown({"--group-by", "--columns", "acc"}),
            "lr,opt,n,acc:mean,acc:std,acc:min,acc:max\n"
            "0.1,sgd,2,0.91,0.014142135623730963,0.90,0.92\n"
            "0.01,sgd,1,0.95,,0.95,0.95\n"
            "grouped by lr, opt (not by seed)\n");
  EXPECT_EQ(shown({"--group-by", "--columns", "lr,acc", "--sort", "-acc", "--top", "1"}, true),
            "lr,n,acc\n0.01,1,0.95\ngrouped by lr, opt (not by seed)\n");
  EXPECT_EQ(shown({"--group-by=opt", "--columns", "lr,acc", "--precision", "2"}, true),
            "opt,n,acc,acc:min,acc:max\nsgd,3,0.92 ± 0.03,0.90,0.95\n"
            "warning: 'lr' is no metric, and the groups are not made by it: left out\n");
}

TEST(View, SaysUnknownNames) {
  EXPECT_EQ(shown({"--sort", "los", "--top", "1", "--columns", "lr"}),
            "expernameid,lr\na/0,0.1\nwarning: no run has 'los'\nhint: did you mean 'loss'?\n");
}

TEST(View, RefusesColumnsThatNoRunHas) {
  EXPECT_EQ(shown({"--columns", "lr,label,val/*", "--top", "1"}),
            "expernameid,lr,label\na/0,0.1,\nwarning: no run has 'label'\nwarning: no run has a column like 'val/*'\n");
  for (const cli::Words& words :
       {cli::Words{"--columns", "lr,los,ac"}, cli::Words{"--group-by=los,ac"}, cli::Words{"--columns", "los,run:ac"}}) {
    try {
      shown(words);
      FAIL() << words.back();
    } catch (const base::UserError& error) {
      EXPECT_TRUE(std::string(error.what()).starts_with("no run has a column 'los' or ")) << error.what();
      EXPECT_EQ(error.hints().front(), "did you mean 'loss'?");
    }
  }
}

}  // namespace
}  // namespace exp_table
