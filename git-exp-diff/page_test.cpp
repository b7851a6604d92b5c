#include "page.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "for_programs.h"
#include "test_sides.h"

namespace exp_diff {
namespace {

using experiment::Record;
using experiment::value_from_text;

std::vector<Side> two_sides() {
  Record a, b;
  a.command = {"sh", "t.sh", "--lr=0.1"};
  b.command = {"sh", "t.sh", "--lr=0.2"};
  a.seed.root = 1;
  b.seed.root = 22;
  a.params = {{"lr", value_from_text("0.1")}};
  b.params = {{"lr", value_from_text("0.2")}, {"tab\there", value_from_text("\x1b[2J")}};
  a.metrics = {make_metric("loss", "0.5"), make_metric("lr", "1")};
  b.metrics = {make_metric("loss", "0.25"), make_metric("lr", "2")};
  return {make_side("asr/0", a), make_side("asr/10", b)};
}

std::vector<Difference> differences_of(const std::vector<Side>& sides) {
  return find_differences(sides, Options(), {});
}

TEST(Page, TwoStandBesideEachOther) {
  const auto sides = two_sides();
  EXPECT_EQ(format_pair(sides, differences_of(sides), {}),
            "\ncommand\n"
            "- sh t.sh --lr=0.1\n"
            "          ^^^^^^^^\n"
            "+ sh t.sh --lr=0.2\n"
            "          ^^^^^^^^\n"
            "\n"
            "settings  asr/0  asr/10\n"
            "seed      1      22\n"
            "\n"
            "parameters  asr/0  asr/10\n"
            "lr            0.1  0.2\n"
            "tab\\there          \\x1b[2J\n"
            "\n"
            "metrics  asr/0  asr/10  difference  relative\n"
            "loss       0.5    0.25       -0.25  -50 %\n"
            "lr         1      2          +1     +100 %\n");
  EXPECT_EQ(format_sides(sides, {}, {}),
            "--- asr/0   aaaaaaaaaa  finished, 0 seconds ago\n"
            "+++ asr/10  aaaaaaaaaa  finished, 0 seconds ago\n");
}

TEST(Page, MoreStandInOneTable) {
  auto sides = two_sides();
  sides.push_back(sides[0]);
  sides[2].name = "asr/2";
  EXPECT_EQ(format_table(sides, differences_of(sides), {}).text,
            "\n           asr/0             asr/10            asr/2\n"
            "command    sh t.sh --lr=0.1  sh t.sh --lr=0.2  sh t.sh --lr=0.1\n"
            "seed       1                 22                1\n"
            "lr         0.1               0.2               0.1\n"
            "tab\\there                    \\x1b[2J\n"
            "loss       0.5               0.25              0.5\n"
            "metric:lr  1                 2                 1\n");
  EXPECT_EQ(format_table(sides, {}, {}).text, "");
}

TEST(Page, ProgramsGetEveryByteOfIt) {
  const auto sides = two_sides();
  const auto text = format_porcelain(sides, differences_of(sides));
  EXPECT_EQ(text.find("run\tname\tasr/0\tasr/10\nrun\tcommit\taaaaaaaa"), 0u) << text;
  EXPECT_NE(text.find("\nparams\ttab\\there\t\t\\x1b[2J\n"), text.npos) << text;
  const auto json = format_json(sides, differences_of(sides));
  EXPECT_NE(json.find("\"difference\": -0.25"), json.npos) << json;
  EXPECT_NE(json.find("[\"sh\", \"t.sh\", \"--lr=0.1\"]"), json.npos) << json;
  EXPECT_NE(json.find("\\u001b[2J"), json.npos) << json;
}

}  // namespace
}  // namespace exp_diff
