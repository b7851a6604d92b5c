#include "membership.h"

#include <gtest/gtest.h>

namespace exp_record {
namespace {

using experiment::SetFile;
using Names = std::vector<std::string>;

constexpr const char* uuid = "ab12cd34-0000-4000-8000-000000000000";

experiment::ResolvedRun make_run(const std::string& name, const std::string& run, const std::string& folder = "/r") {
  experiment::ResolvedRun resolved;
  resolved.name = name;
  resolved.run.record.run = run;
  resolved.run.record.uuid = uuid;
  resolved.run.folder = folder;
  return resolved;
}

TEST(Membership, ARunIsKnownInEveryFormOfItsName) {
  const auto run = make_run("asr/3", "asr/3");
  for (const char* entry : {"asr/3", "asr/3-ab12", "asr/3-ab12cd34", "asr/3-ab12cd34-0000-4000-8000-000000000000"})
    EXPECT_EQ(find_entry(SetFile::parse(std::string("x/0\n") + entry + "\n"), run), entry);
  for (const char* other : {"asr/3-ab", "asr/3-ffff", "asr/30", "asr"})
    EXPECT_FALSE(find_entry(SetFile::parse(other), run)) << other;
}

TEST(Membership, TheBareNameMeansTheRunWhoseFolderIsHere) {
  EXPECT_TRUE(find_entry(SetFile::parse("asr/3\n"), make_run("asr/3-ab12", "asr/3")));
  EXPECT_FALSE(find_entry(SetFile::parse("asr/3\n"), make_run("asr/3-ab12", "asr/3", "")));
}

TEST(Membership, WhatIsThereIsNotAddedAgain) {
  SetFile set = SetFile::parse("# best\nasr/3-ab12\n\n");
  const Added added =
      add_runs(set, {make_run("asr/3", "asr/3"), make_run("tts/0", "tts/0"), make_run("tts/0", "tts/0")});
  EXPECT_EQ(added.added, Names{"tts/0"});
  EXPECT_EQ(added.there, (Names{"asr/3-ab12", "tts/0"}));
  EXPECT_EQ(set.text(), "# best\nasr/3-ab12\n\ntts/0\n");
}

TEST(Membership, EntriesAreFoundByNameOrGlob) {
  const SetFile set = SetFile::parse("asr/3\nasr/4\ntts/0\nodd*/1\n");
  EXPECT_EQ(matching_entries(set, "asr/3"), Names{"asr/3"});
  EXPECT_EQ(matching_entries(set, "asr/*"), (Names{"asr/3", "asr/4"}));
  EXPECT_EQ(matching_entries(set, "odd*/1"), Names{"odd*/1"});
  EXPECT_TRUE(matching_entries(set, "asr").empty());
}

TEST(Membership, FewNamesAreSaidManyAreCounted) {
  EXPECT_EQ(format_names({"a/0"}), "a/0");
  EXPECT_EQ(format_names({"a/0", "a/1"}), "a/0 and a/1");
  EXPECT_EQ(format_names({"a/0", "a/1", "a/2"}), "a/0, a/1 and a/2");
  EXPECT_EQ(format_names({"a/0", "a/1", "a/2", "a/3"}), "4 runs");
  EXPECT_EQ(format_set("record", SetFile::parse("a/0\n")), "'record' (1 run)");
}

}  // namespace
}  // namespace exp_record
