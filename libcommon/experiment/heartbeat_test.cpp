#include "experiment/heartbeat.h"

#include <gtest/gtest.h>

namespace experiment {
namespace {

MetricSummary metric(const std::string& name, const std::string& last) {
  MetricSummary summary;
  summary.name = name;
  summary.last = value_from_text(last);
  return summary;
}

TEST(Heartbeat, IsReadAsItWasWritten) {
  for (const auto& heartbeat : {Heartbeat{1, {}, {}}, Heartbeat{2, {metric("loss", "0.5")}, 0},
                                Heartbeat{3, {metric("a\nb", "nan"), metric("", "1e-5")}, std::int64_t(1) << 40}}) {
    const auto read = parse_heartbeat(format_heartbeat(heartbeat));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->attempt, heartbeat.attempt);
    EXPECT_EQ(read->metrics, heartbeat.metrics);
    EXPECT_EQ(read->gpu_memory_bytes, heartbeat.gpu_memory_bytes);
  }
}

TEST(Heartbeat, OnlyAWholeFirstLineCounts) {
  const std::string line = format_heartbeat({1, {metric("loss", "0.5")}, {}});
  for (std::size_t size = 0; size < line.size(); ++size) EXPECT_FALSE(parse_heartbeat(line.substr(0, size))) << size;
  EXPECT_TRUE(parse_heartbeat(line + "rest of a longer one\\n"));
  for (const char* text : {"\n", "[]\n", "{}\n", "{\"attempt\":0}\n", "{\"attempt\":\"1\"}\n", "7\n"})
    EXPECT_FALSE(parse_heartbeat(text)) << text;
  EXPECT_EQ(parse_heartbeat("{\"attempt\":1,\"gpu_memory_bytes\":-3,\"metrics\":[1]}\n")->gpu_memory_bytes,
            std::nullopt);
  EXPECT_TRUE(parse_heartbeat("{\"attempt\":1,\"metrics\":{\"a\":{}}}\n")->metrics.empty());
}

TEST(Heartbeat, TooManyMetricsAreLeftOut) {
  Heartbeat heartbeat{1, {}, 5};
  while (heartbeat.metrics.size() < 1000) heartbeat.metrics.push_back(metric(std::string(90, 'm'), "0.25"));
  const std::string line = format_heartbeat(heartbeat);
  EXPECT_LT(line.size(), 100u);
  EXPECT_EQ(parse_heartbeat(line)->gpu_memory_bytes, 5);
}

}  // namespace
}  // namespace experiment
