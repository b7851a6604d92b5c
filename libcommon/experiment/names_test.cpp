#include "experiment/names.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "experiment/test_folder.h"

namespace experiment {
namespace {

TEST(RunName, IsReadAndWrittenBack) {
  const struct {
    const char* text;
    const char* tag;
    std::int64_t id;
    const char* below;
  } cases[] = {
      {"asr/0", "asr", 0, ""},
      {"group/asr/12", "group/asr", 12, ""},
      {"asr/3/eval/1", "asr", 3, "eval/1"},
      {"a/eval/3", "a/eval", 3, ""},
      {"eval/3", "eval", 3, ""},
      {"a/eval/3/eval/0", "a/eval", 3, "eval/0"},
      {"größe_lr0.1/999999999", "größe_lr0.1", 999999999, ""},
  };
  for (const auto& expected : cases) {
    const auto name = parse_run_name(expected.text);
    ASSERT_TRUE(name) << expected.text;
    EXPECT_EQ(name->tag, expected.tag);
    EXPECT_EQ(name->id, expected.id);
    EXPECT_EQ(name->below, expected.below);
    EXPECT_EQ(name->text(), expected.text);
  }
}

TEST(RunName, HostileOnesAreNone) {
  for (const std::string bad : {"",
                                "asr",
                                "0",
                                "/0",
                                "asr/",
                                "asr/0/",
                                "/asr/0",
                                "../asr/0",
                                "asr/../x/0",
                                "asr//0",
                                "asr/01",
                                "asr/-1",
                                "asr/+1",
                                "asr/1234567890",
                                "-asr/0",
                                "asr/x",
                                "asr/0/log",
                                "asr/0/eval/x",
                                "asr/0/eval",
                                "asr/0/1",
                                ".new-x/0",
                                "a b/0",
                                "a\nb/0",
                                "a\x1b[31m/0",
                                "\xff/0",
                                "a.lock/0",
                                "@/0",
                                "HEAD/0",
                                "a/0/eval/1/eval/2"})
    EXPECT_FALSE(parse_run_name(bad)) << bad;
  EXPECT_FALSE(parse_run_name(std::string("a\0b/0", 5)));
}

TEST(TagName, FaultsAreSaid) {
  const struct {
    std::string tag;
    const char* fault;  ///< "" none
  } cases[] = {
      {"asr", ""},
      {"group/asr-2_lr0.1+x,y=z", ""},
      {"größe", ""},
      {"v1.0", ""},
      {"", "it is empty"},
      {std::string(201, 'a'), "it is longer than 200 bytes"},
      {"HEAD", "that is git's word for the current commit"},
      {"@", "that is git's word for the current commit"},
      {"-f", "it begins with '-', like an option"},
      {"#1", "it begins with '#', like a comment"},
      {"a b", "it holds a blank"},
      {"a~1", "it holds '~', which git forbids"},
      {"a..b", "it holds '..', which git forbids"},
      {"a@{1}", "it holds '@{', which git forbids"},
      {"a\tb", "it holds a control character"},
      {"a\xe2\x80\xae"
       "b",
       "it holds a control character"},
      {"\xff", "it is not UTF-8"},
      {"asr/12", "its part '12' is only digits, which is how runs are named"},
      {"12/asr", "its part '12' is only digits, which is how runs are named"},
      {"a//b", "it has an empty part between slashes"},
      {"a/", "it has an empty part between slashes"},
      {"a/.b", "a part of it begins with '.'"},
      {"a.lock/b", "a part of it ends in '.lock', which git keeps for itself"},
      {"a.", "it ends in '.'"},
  };
  for (const auto& expected : cases)
    EXPECT_EQ(find_tag_name_fault(expected.tag).value_or(""), expected.fault) << expected.tag;
}

TEST(TagName, WhatWeTakeGitTakes) {
  for (const std::string tag :
       {"a", "a.b", "a-", "a/b.c", "a@b", "{", "a}", "a@", "a/@", "größe", "a.locks", "a/HEAD"}) {
    EXPECT_FALSE(find_tag_name_fault(tag)) << tag;
    EXPECT_EQ(process::run({.argv = {"git", "check-ref-format", "refs/tags/" + tag}}).status, 0) << tag;
  }
}

TEST(ExtraSuffix, IsThatOfReferenceSystemB) {
  const struct {
    std::vector<std::string> words;
    const char* suffix;
  } cases[] = {
      {{"--lr=0.1", "--momentum=0.5"}, "_lr0.1_momentum0.5"},
      {{"--flag"}, "_flag"},
      {{"--lr", "0.1"}, "_lr_0.1"},
      {{"model.depth=3"}, "_model.depth3"},
      {{"--a=b=c"}, "_ab=c"},
      {{"--data=/tmp/x y"}, "_data-tmp-x-y"},
      {{"--up=../z"}, "_up.--z"},
      {{"--x=a:b*c?[d]~^\\"}, "_xa-b-c--d]---"},
      {{"--file=x.lock"}, "_filex-lock"},
      {{"--x=1."}, "_x1-"},
      {{"--ref=a@{1}"}, "_refa@-1}"},
      {{"--name=größe"}, "_namegröße"},
      {{"--raw=\xff\n"}, "_raw--"},
      {{"--raw=\xc2\x9b\xe2\x80\xaeé"}, "_raw--é"},
  };
  for (const auto& expected : cases) {
    const std::string suffix = extra_suffix(expected.words);
    EXPECT_EQ(suffix, expected.suffix);
    EXPECT_FALSE(find_tag_name_fault("asr" + suffix)) << suffix;
  }
}

class NewTag : public RepositoryTest {
 protected:
  static std::string refusal(const std::string& prefix, const std::string& tag) {
    try {
      check_new_tag(git::Repository::open(), prefix, tag);
    } catch (const base::UserError& error) {
      return std::string(error.what()) + "\n" + error.hints().at(0);
    }
    return "";
  }
  static std::string next(const std::string& prefix, const std::string& tag) {
    return next_free_tag(git::Repository::open(), prefix, tag);
  }
};

TEST_F(NewTag, IsRefusedWithAReasonAndAProposal) {
  git({"tag", "asr"});
  git({"tag", "group/x"});
  EXPECT_EQ(refusal("", "new"), "");
  EXPECT_EQ(refusal("", "main"),
            "an experiment cannot be called 'main': a branch has that name\ntake another name, for example 'main-1'");
  EXPECT_EQ(refusal("", "asr/sub"),
            "an experiment cannot be called 'asr/sub': there is a tag 'asr', and git cannot keep both\n"
            "take another name, for example 'asr-sub'");
  EXPECT_EQ(refusal("", "group"),
            "an experiment cannot be called 'group': there is a tag 'group/x', and git cannot keep both\n"
            "take another name, for example 'group-2'");
  EXPECT_EQ(refusal("", "my exp/7/.x"),
            "an experiment cannot be called 'my exp/7/.x': it holds a blank\n"
            "take another name, for example 'my-exp/exp7/x'");
  EXPECT_EQ(refusal("", "@"),
            "an experiment cannot be called '@': that is git's word for the current commit\n"
            "take another name, for example 'experiment'");
}

TEST_F(NewTag, ThePrefixIsNotSaid) {
  git({"tag", "exp/asr"});
  EXPECT_EQ(refusal("exp/", "asr/sub"),
            "an experiment cannot be called 'asr/sub': there is a tag 'asr', and git cannot keep both\n"
            "take another name, for example 'asr-sub'");
  EXPECT_EQ(next("exp/", "asr"), "asr-2");
}

TEST_F(NewTag, CountsOn) {
  for (const char* tag : {"base", "base-2", "run-9", "run-10", "up/base", "v-99999999999"}) git({"tag", tag});
  git({"branch", "base-3"});
  git({"tag", "base-4/below"});
  EXPECT_EQ(next("", "free"), "free");
  EXPECT_EQ(next("", "free-7"), "free-7");
  EXPECT_EQ(next("", "base"), "base-5");
  EXPECT_EQ(next("", "base-2"), "base-5");
  EXPECT_EQ(next("", "run-9"), "run-11");
  EXPECT_EQ(next("", "up/base"), "up/base-2");
  EXPECT_EQ(next("", "v-99999999999"), "v-99999999999-2");
  EXPECT_EQ(next("", "base/deep"), "base-deep");
}

TEST_F(NewTag, APrefixBelowATagCanNeverWork) {
  git({"tag", "exp"});
  try {
    next("exp/", "asr");
    FAIL();
  } catch (const base::UserError& error) {
    EXPECT_STREQ(error.what(), "no experiment can be made: there is a tag 'exp', and exp.tagPrefix is 'exp/'");
  }
}

}  // namespace
}  // namespace experiment
