#include "surroundings.h"

#include <gtest/gtest.h>

#include "experiment/json_parse.h"

namespace exp_show {
namespace {

base::Json json(std::string_view text) {
  return *experiment::parse_json(text).value;
}

std::string in_short(std::string_view text) {
  Page page(0, false);
  show_environment_in_short(json(text), page);
  return page.take();
}

TEST(Surroundings, LeavesAreNamedByTheirWay) {
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  EXPECT_EQ(
      flatten(json(R"({"python":{"version":"3.11","packages":{"numpy":"1.26.4"}},"gpus":[{"name":"A100"}],"x":1})")),
      (Pairs{{"python.version", "3.11"}, {"python.packages.numpy", "1.26.4"}, {"gpus.0.name", "A100"}, {"x", "1"}}));
  EXPECT_TRUE(flatten(json("{}")).empty());
}

TEST(Surroundings, InShortFromTheFileAndFromTheRecordAlike) {
  const std::string expected =
      "environment\n"
      "cpu         EPYC, 64 processors\n"
      "memory      512 GiB\n"
      "gpu         2 x A100, H100, driver 550, CUDA 12.4\n"
      "python      3.11.2";
  EXPECT_EQ(in_short(R"({"host":{"cpu":"EPYC","cpus":64,"memory_bytes":549755813888},"driver":"550","cuda":"12.4",
                         "gpus":[{"name":"A100"},{"name":"A100"},{"name":"H100"}],
                         "python":{"version":"3.11.2","packages":{"numpy":"1","torch":"2"}}})"),
            expected + ", 2 packages\n");
  EXPECT_EQ(in_short(R"({"cpu":"EPYC","cpus":64,"memory_bytes":549755813888,"driver":"550","cuda":"12.4",
                         "gpus":["A100","A100","H100"],"python":"3.11.2"})"),
            expected + "\n");
  EXPECT_EQ(in_short("{}"), "");
}

TEST(Surroundings, StrangeOnesHarmNothing) {
  EXPECT_EQ(in_short(R"({"gpus":7,"python":[1],"host":"x","memory_bytes":"-5","cpu":"\u001b[2J"})"),
            "environment\ncpu         \\x1b[2J\n");
}

}  // namespace
}  // namespace exp_show
