#include "git/config.h"

#include <gtest/gtest.h>

#include "git/test_repository.h"

namespace git {
namespace {

Config from(std::string text) {
  for (char& c : text)
    if (c == '|') c = '\0';
  return Config::parse(text);
}

TEST(Config, TheLastValueCounts) {
  const Config config = from("exp.metric\nacc:max|exp.metric\nloss:min|");
  EXPECT_EQ(config.find("exp.metric"), "loss:min");
  EXPECT_EQ(config.find_all("exp.metric"), (std::vector<std::string>{"acc:max", "loss:min"}));
  EXPECT_EQ(config.find("exp.other"), std::nullopt);
  EXPECT_TRUE(config.find_all("exp.other").empty());
}

TEST(Config, SectionAndNameInAnyCaseSubsectionAsWritten) {
  const Config config = from("exp.autorecord\nx|remote.Big.Name.url\nu|");
  EXPECT_EQ(config.find("EXP.autoRecord"), "x");
  EXPECT_EQ(config.find("Remote.Big.Name.URL"), "u");
  EXPECT_EQ(config.find("remote.big.name.url"), std::nullopt);
}

TEST(Config, ValuesKeepTheirBytes) {
  const Config config = from("exp.command\ntrain \n 'a\xff' = b|exp.alone|exp.empty\n|");
  EXPECT_EQ(config.find("exp.command"), "train \n 'a\xff' = b");
  EXPECT_EQ(config.find("exp.alone"), "true");
  EXPECT_EQ(config.find("exp.empty"), "");
}

TEST(Config, FlagsAreGitsWords) {
  const struct {
    const char* text;
    bool value;
  } cases[] = {{"true", true},   {"Yes", true}, {"ON", true},   {"1", true},  {"-7", true}, {"2k", true},
               {"false", false}, {"no", false}, {"Off", false}, {"0", false}, {"", false}};
  for (const auto& c : cases)
    EXPECT_EQ(from("a.b\n" + std::string(c.text) + "|").flag("a.b", !c.value), c.value) << c.text;
  EXPECT_TRUE(from("a.b|").flag("a.b", false));
  EXPECT_TRUE(Config().flag("a.b", true));
  EXPECT_EQ(complaint_of([] { (void)from("a.b\nmaybe|").flag("a.b", true); }),
            "bad boolean config value 'maybe' for 'a.b'\nhint: git config --show-origin --get-all a.b");
}

TEST(Config, IntegersTakeUnits) {
  const struct {
    const char* text;
    std::int64_t value;
  } cases[] = {{"0", 0}, {"-3", -3}, {"8k", 8192}, {"2M", 2 << 20}, {"1g", 1 << 30}};
  for (const auto& c : cases)
    EXPECT_EQ(from("a.b\n" + std::string(c.text) + "|").find_integer("a.b"), c.value) << c.text;
  EXPECT_EQ(Config().find_integer("a.b"), std::nullopt);
  for (const char* bad : {"", "k", "1.5", "1t", "9999999999g", "ten", "1 k"})
    EXPECT_NE(complaint_of([&] { (void)from("a.b\n" + std::string(bad) + "|").find_integer("a.b"); }), "") << bad;
}

TEST(Config, DefaultsCountBeforeOurs) {
  Config ours = from("exp.seed\n1|exp.metric\na|");
  ours.add_defaults(from("exp.seed\n2|exp.metric\nb|exp.statistic\ns|"));
  EXPECT_EQ(ours.find("exp.seed"), "1");
  EXPECT_EQ(ours.find("exp.statistic"), "s");
  EXPECT_EQ(ours.find_all("exp.metric"), (std::vector<std::string>{"b", "a"}));
}

TEST(Config, HalfAListingIsReadAsFarAsItGoes) {
  EXPECT_EQ(Config::parse("a.b\nvalue").find("a.b"), "value");
  EXPECT_TRUE(Config::parse("").entries().empty());
}

}  // namespace
}  // namespace git
