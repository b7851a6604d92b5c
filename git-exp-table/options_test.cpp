#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_table {
namespace {

using Words = cli::Words;
using table::Format;

TEST(Options, ASetsTableIsWrittenUnlessSomethingElseIsAsked) {
  for (const Words& words : {Words{}, Words{"record", "best"}, Words{"--sort", "-lr"}, Words{"-q"}})
    EXPECT_TRUE(parse_options(words).writes_table());
  for (const Words& words :
       {Words{"--filter", "lr > 1"}, Words{"--top", "3"}, Words{"--group-by"}, Words{"--group-by=lr"},
        Words{"--columns", "lr"}, Words{"--only-changed"}, Words{"--precision", "3"}, Words{"--runs", "a/*"},
        Words{"--all"}, Words{"--format", "csv"}, Words{"-o", "x.csv"}})
    EXPECT_FALSE(parse_options(words).writes_table()) << words[0];
}

TEST(Options, WordsBehindRunsAreRuns) {
  const Options options = parse_options({"--runs", "a/*", "b/1", "--runs=c", "--sort", "lr,-acc", "--sort", "x"});
  EXPECT_EQ(options.runs, (Words{"a/*", "c", "b/1"}));
  EXPECT_TRUE(options.sets.empty());
  ASSERT_EQ(options.sort.size(), 3u);
  EXPECT_TRUE(options.sort[1].descending);
}

TEST(Options, TheFormatIsNamedOrThatOfTheFile) {
  const struct {
    Words words;
    std::optional<Format> format;
  } cases[] = {{{}, {}},
               {{"--format", "md"}, Format::markdown},
               {{"-o", "a.tex"}, Format::latex},
               {{"-o", "dir.csv/a.ndjson"}, Format::ndjson},
               {{"-o", "dir.csv/a"}, {}},
               {{"-o", "table"}, {}},
               {{"-o", "a.csv", "--format", "tsv"}, Format::tsv}};
  for (const auto& c : cases) EXPECT_EQ(parse_options(c.words).format, c.format);
}

TEST(Options, GroupsAreByDefaultOrByColumns) {
  EXPECT_TRUE(parse_options({"--group-by"}).grouped);
  EXPECT_TRUE(parse_options({"--group-by"}).group_by.empty());
  EXPECT_EQ(parse_options({"--group-by", "lr"}).sets, (Words{"lr"}));
  EXPECT_EQ(parse_options({"--group-by=lr,bs"}).group_by.size(), 2u);
}

TEST(Options, WrongOnesAreRefused) {
  for (const Words& words :
       {Words{"--format", "xlsx"}, Words{"--top", "0"}, Words{"--top", "many"}, Words{"--precision", "18"},
        Words{"--precision", "-1"}, Words{"--all", "record"}, Words{"--all", "--runs", "a"},
        Words{"a", "b", "--format", "csv"}, Words{"a", "b", "-o", "x"}, Words{"-o", ""}})
    EXPECT_THROW(parse_options(words), base::UsageError) << words.back();
  for (const Words& words : {Words{"--filter", "lr >"}, Words{"--columns", "a,,b"}, Words{"--sort", ""}, Words{"a/b"}})
    EXPECT_THROW(parse_options(words), base::UserError) << words.back();
}

}  // namespace
}  // namespace exp_table
