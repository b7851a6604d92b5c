#include "options.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace exp_diff {
namespace {

using cli::Words;

/// The sections that are compared, a letter each.
std::string sections(Words words) {
  words.insert(words.end(), {"a", "b"});
  const Options options = parse_options(words);
  std::string letters;
  if (options.command) letters += 'c';
  if (options.params) letters += 'p';
  if (options.metrics) letters += 'm';
  if (options.environment) letters += 'e';
  if (options.code) letters += 'd';
  return letters;
}

TEST(Options, SectionsAreNamedOrLeftOut) {
  const struct {
    Words words;
    const char* sections;
  } cases[] = {{{}, "cpmed"},
               {{"--params"}, "p"},
               {{"--metrics", "--env"}, "me"},
               {{"--no-code"}, "cpme"},
               {{"--no-env", "--no-code"}, "cpm"},
               {{"--params", "--no-code"}, "p"},
               {{"--stat"}, "cpmed"},
               {{"--metrics", "--stat"}, "md"},
               {{"--code", "--command"}, "cd"}};
  for (const auto& c : cases) EXPECT_EQ(sections(c.words), c.sections) << c.sections;
}

TEST(Options, WhatStandsBehindTheSeparatorIsForGitDiff) {
  const Options options = parse_options({"--exit-code", "a/0", "b", "--", "--params", "--", "src"});
  EXPECT_EQ(options.words, (Words{"a/0", "b"}));
  EXPECT_EQ(options.diff_options, (Words{"--params", "--", "src"}));
  EXPECT_TRUE(options.metrics);
  EXPECT_TRUE(options.exit_code);
}

TEST(Options, WrongOnesAreRefused) {
  for (const Words& words :
       {Words{}, Words{"--json", "--porcelain", "a", "b"}, Words{"--no-code", "--code", "a", "b"},
        Words{"--no-code", "--stat", "a", "b"}, Words{"a", "b", "c", "--stat"}, Words{"a", "b", "c", "--", "-w"},
        Words{"--json", "a", "b", "--", "-w"}, Words{"--params", "a", "b", "--", "-w"}, Words{"--word-diff", "a", "b"}})
    EXPECT_THROW(parse_options(words), base::UsageError) << (words.empty() ? "" : words.front());
}

}  // namespace
}  // namespace exp_diff
