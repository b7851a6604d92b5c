#include "comparison.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "experiment/json_parse.h"
#include "test_sides.h"

namespace exp_diff {
namespace {

using experiment::Metrics;
using experiment::Record;
using experiment::value_from_text;

/// "section what: value | value", a line each; what is not there is "-".
std::string differences(const std::vector<Side>& sides, const std::vector<experiment::MetricGoal>& goals = {}) {
  std::string text;
  for (const auto& difference : find_differences(sides, Options(), goals)) {
    std::vector<std::string> values;
    for (const auto& value : difference.values) values.push_back(value.is_null() ? "-" : text_of(value));
    text += std::string(format_section(difference.section)) + " " + difference.what + ": " + base::join(values, " | ") +
            "\n";
  }
  return text;
}

TEST(Comparison, SaysHowTheRunsWereSetUp) {
  Record a, b;
  a.command = b.command = {"sh", "t.sh"};
  a.seed.root = b.seed.root = 7;
  EXPECT_EQ(differences({make_side("a", a), make_side("b", b)}), "");
  b.command = {"sh", "t.sh", "a b"};
  b.cwd = "src";
  b.seed.root = 8;
  a.overrides = {{"lr", "0.1"}, {"bs", "16"}};
  b.overrides = {{"bs", "16"}, {"lr", "0.2"}};
  b.env = {{"DEBUG", ""}};
  EXPECT_EQ(differences({make_side("a", a), make_side("b", b)}),
            "command command: sh t.sh | sh t.sh 'a b'\n"
            "command folder: . | src\n"
            "command seed: 7 | 8\n"
            "command -S lr: 0.1 | 0.2\n"
            "command --env DEBUG: - | \n");
}

TEST(Comparison, NumbersAreComparedAsNumbers) {
  const struct {
    const char *a, *b;
    bool same;
  } cases[] = {{"0.1", "1e-1", true},   {"0.10", "0.1", true},     {"NaN", "nan", true},
               {"nan", "0", false},     {"inf", "Infinity", true}, {"adam", "adam", true},
               {"adam", "Adam", false}, {"", "0", false},          {"9007199254740993", "9007199254740992", false},
               {"1", "1.0", true},      {"1", "true", false}};
  for (const auto& c : cases) {
    Record a, b;
    a.params = {{"p", value_from_text(c.a)}};
    b.params = {{"p", value_from_text(c.b)}};
    EXPECT_EQ(differences({make_side("a", a), make_side("b", b)}).empty(), c.same) << c.a << " and " << c.b;
  }
}

TEST(Comparison, MissingOnesDiffer) {
  Record a, b;
  a.params = {{"x", value_from_text("1")}, {"same", value_from_text("1")}};
  b.params = {{"same", value_from_text("1")}, {"y", value_from_text("")}};
  b.metrics = {make_metric("loss", "1")};
  EXPECT_EQ(differences({make_side("a", a), make_side("b", b)}),
            "params x: 1 | -\nparams y: - | \nmetrics loss: - | 1\n");
}

TEST(Comparison, OfAMetricTheLastAndTheBestCount) {
  Record a, b;
  a.metrics = {make_metric("acc", "0.9", "0.1", "0.95"), make_metric("loss", "2", "1", "3")};
  b.metrics = {make_metric("acc", "0.9", "0.1", "0.97"), make_metric("loss", "2", "1", "4")};
  const std::vector<Side> sides{make_side("a", a), make_side("b", b)};
  EXPECT_EQ(differences(sides), "metrics acc:max: 0.95 | 0.97\nmetrics loss:max: 3 | 4\n");
  EXPECT_EQ(differences(sides, {{"acc", experiment::Direction::max}, {"loss", experiment::Direction::min}}),
            "metrics acc:best: 0.95 | 0.97\n")
      << "the best loss is the same";
  b.metrics = {make_metric("acc", "0.8"), make_metric("loss", "1", "1", "9")};
  EXPECT_EQ(differences({make_side("a", a), make_side("b", b)}, {{"loss", experiment::Direction::min}}),
            "metrics acc: 0.9 | 0.8\nmetrics loss: 2 | 1\n");
}

TEST(Comparison, OfMoreThanTwoEveryOneIsShown) {
  Record a, b, c;
  a.seed.root = c.seed.root = 1;
  b.seed.root = 2;
  Side nothing = make_side("tag");
  nothing.run.reset();
  std::vector<Side> sides{make_side("a", a), make_side("b", b), make_side("c", c), nothing};
  const char* environments[] = {R"({"cpu":"X","gpus":["A"]})", "{}", R"({"cpu":"X","gpus":["B"]})", "{}"};
  for (std::size_t i = 0; i < sides.size(); ++i)
    sides[i].environment = experiment::parse_json(environments[i]).value.value();
  EXPECT_EQ(differences(sides), "command seed: 1 | 2 | 1 | -\nenv gpu: A | - | B | -\n");
}

TEST(Comparison, TheSeedIsSaidOnce) {
  Record a, b;
  a.seed.root = 1;
  b.seed.root = 2;
  std::vector<Side> sides{make_side("a", a), make_side("b", b)};
  const auto hash_seeds = [&](const char* first, const char* second) {
    for (std::size_t i = 0; i < 2; ++i) {
      const std::string text = std::string(R"({"variables":{"PYTHONHASHSEED":")") + (i == 0 ? first : second) + "\"}}";
      sides[i].environment = experiment::parse_json(text).value.value();
    }
    return differences(sides);
  };
  EXPECT_EQ(hash_seeds("1", "2"), "command seed: 1 | 2\n");
  EXPECT_EQ(hash_seeds("1", "random"), "command seed: 1 | 2\nenv variable PYTHONHASHSEED: 1 | random\n");
}

TEST(Comparison, StepsAreBetweenFiniteNumbers) {
  const auto step = [](const char* a, const char* b) {
    return find_step(base::Json::string(a), base::Json::string(b));
  };
  EXPECT_DOUBLE_EQ(step("2", "1.5")->difference, -0.5);
  EXPECT_DOUBLE_EQ(step("-2", "-1.5")->relative.value(), 0.25);
  EXPECT_FALSE(step("0", "1")->relative);
  EXPECT_FALSE(step("nan", "1"));
  EXPECT_FALSE(step("1", "inf"));
  EXPECT_FALSE(step("a", "1"));
  EXPECT_FALSE(step("-1e308", "1.7e308"));
  EXPECT_FALSE(find_step({}, base::Json::integer(1)));
}

}  // namespace
}  // namespace exp_diff
