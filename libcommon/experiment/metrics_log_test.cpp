#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "experiment/statistic.h"

namespace experiment {
namespace {

/// Each metric as `name last@step min@step max@step n`.
std::string shown(const Metrics& metrics) {
  const auto at = [](const std::optional<std::int64_t>& step) { return step ? "@" + std::to_string(*step) : ""; };
  std::string text;
  for (const auto& metric : metrics) {
    text += metric.name + " " + metric.last.text + at(metric.step) + " ";
    text += (metric.min ? metric.min->text : "=") + at(metric.min_step) + " ";
    text += (metric.max ? metric.max->text : "=") + at(metric.max_step) + " ";
    text += std::to_string(metric.count) + "; ";
  }
  return text;
}

std::string shown_of(std::string_view text) {
  base::CollectedMessages messages;
  std::string result = shown(parse_metrics_log(text, "metrics.jsonl", messages));
  for (const auto& line : messages.lines()) result += line + "; ";
  return result;
}

TEST(MetricsLog, SummarisesEachMetric) {
  struct Case {
    const char *text, *shown;
  };
  for (const auto& [text, expected] : std::vector<Case>{
           {"", ""},
           {"{\"step\":1,\"loss\":0.5}\n", "loss 0.5@1 = = 1; "},
           {"{\"step\":1,\"loss\":3}\n{\"step\":2,\"loss\":1}\n{\"step\":3,\"loss\":2}\n", "loss 2@3 1@2 3@1 3; "},
           {"{\"epoch\":1,\"acc\":0.5}\n\n  \r\n{\"epoch\":2,\"acc\":0.75}\r\n", "acc 0.75@2 0.5@1 = 2; "},
           {"{\"loss\":3}\n{\"loss\":1}\n", "loss 1 = 3 2; "},
           {"{\"step\":100,\"epoch\":1,\"a\":1}\n", "a 1@100 = = 1; "},
           {"{\"step\":1.0,\"a\":1}\n{\"step\":2e0,\"a\":2}\n", "a 2@2 1@1 = 2; "},
           {"{\"step\":\"x\",\"a\":1}\n{\"step\":1.5,\"a\":2}\n", "a 2 1 = 2; "},
           {"{\"step\":1,\"val\":{\"acc\":0.5,\"by\":{\"class\":1}},\"list\":[1,{\"a\":2}],\"s\":\"x\",\"b\":true,"
            "\"n\":null}\n",
            "val/acc 0.5@1 = = 1; val/by/class 1@1 = = 1; "},
           {"{\"step\":1,\"a\":1}\n{\"step\":2,\"a\":NaN}\n", "a NaN@2 1@1 1@1 2; "},
           {"{\"step\":1,\"a\":0.9}\n{\"step\":2,\"a\":0.9}\n", "a 0.9@2 =@1 =@1 2; "},
       })
    EXPECT_EQ(shown_of(text), expected) << text;
}

TEST(MetricsLog, AResumeSupersedesWhatItRepeats) {
  EXPECT_EQ(shown_of("{\"epoch\":1,\"a\":5}\n{\"epoch\":2,\"a\":9}\n{\"epoch\":3,\"a\":1}\n"
                     "{\"epoch\":2,\"a\":6}\n{\"epoch\":3,\"a\":7}\n"),
            "a 7@3 5@1 = 3; ");
  EXPECT_EQ(shown_of("{\"step\":1,\"a\":5}\n{\"step\":1,\"a\":6}\n"), "a 6@1 = = 1; ");
}

TEST(MetricsLog, LinesOfOneStepBelongTogether) {
  EXPECT_EQ(
      shown_of("{\"step\":1,\"train\":1}\n{\"step\":1,\"val\":2}\n{\"step\":2,\"train\":3}\n{\"step\":2,\"val\":4}\n"),
      "train 3@2 1@1 = 2; val 4@2 2@1 = 2; ");
  EXPECT_EQ(shown_of("{\"step\":100,\"train\":1}\n{\"epoch\":1,\"val\":2}\n{\"step\":200,\"train\":3}\n"),
            "train 3@200 1@100 = 2; val 2@1 = = 1; ");
}

TEST(MetricsLog, BadLinesAreCountedOnce) {
  EXPECT_EQ(shown_of("{\"step\":1,\"a\":1}\nhello\n[1]\n{\"a\":\n{\"a\":\"\xff\"}\n{\"step\":2,\"a\":2}\n"),
            "a 2@2 1@1 = 2; warning: 'metrics.jsonl': 4 lines that are no JSON objects are passed over (the first is "
            "line 2); ");
  EXPECT_EQ(shown_of("x\n"),
            "warning: 'metrics.jsonl': 1 line that is no JSON object is passed over (the first is line 1); ");
}

TEST(MetricsLog, AnUnfinishedLastLineIsLeft) {
  EXPECT_EQ(shown_of("{\"step\":1,\"a\":1}\n{\"step\":2,\"a\":"), "a 1@1 = = 1; ");
  EXPECT_EQ(shown_of("{\"step\":1,\"a\":1}\n{\"step\":2,\"a\":2}"), "a 2@2 1@1 = 2; ") << "whole, but for its line end";
}

class MetricsFile : public testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(::mkdtemp(folder_.data()), nullptr); }
  void TearDown() override { base::remove_tree(folder_); }

  std::string path() const { return folder_ + "/metrics.jsonl"; }
  std::string shown_of_file() {
    base::CollectedMessages messages;
    std::string result = shown(read_metrics_log(path(), messages));
    for (const auto& line : messages.lines()) result += base::replace_all(line, folder_, "DIR") + "; ";
    return result;
  }
  std::string folder_ = testing::TempDir() + "metrics-XXXXXX";
};

TEST_F(MetricsFile, IsReadPieceByPiece) {
  std::string text;
  for (int i = 1; i <= 100'000; ++i)
    text += "{\"step\":" + std::to_string(i) + ",\"loss\":" + std::to_string(200'000 - i) + "}\n";
  base::write_file_atomically(path(), text, false);
  EXPECT_EQ(shown_of_file(), "loss 100000@100000 = 199999@1 100000; ");
}

TEST_F(MetricsFile, AnEndlessLineDoesNotFillTheMemory) {
  base::write_file_atomically(
      path(), "{\"step\":1,\"a\":1}\n" + std::string(20u << 20, 'x') + "\n{\"step\":2,\"a\":2}\n", false);
  EXPECT_EQ(shown_of_file(),
            "a 2@2 1@1 = 2; warning: 'DIR/metrics.jsonl': 1 line that is no JSON object is passed over (the first is "
            "line 2); ");
}

TEST_F(MetricsFile, MissingIsNoTroubleOthersAreSaid) {
  EXPECT_EQ(shown_of_file(), "");
  ASSERT_EQ(::mkfifo(path().c_str(), 0600), 0);
  EXPECT_EQ(shown_of_file(), "warning: 'DIR/metrics.jsonl' is no regular file: not read; ");
  ASSERT_TRUE(base::remove_tree(path()));
  base::make_folders(path());
  EXPECT_EQ(shown_of_file(), "warning: 'DIR/metrics.jsonl' is no regular file: not read; ");
}

TEST(MetricHistory, OfVeryManyValuesTheSummaryStaysExact) {
  MetricHistory history;
  for (std::int64_t step = 0; step < 100'000; ++step) {
    const std::int64_t value = step == 7 ? -5 : step == 50'000 ? 900'000 : 10 + step % 2;
    history.add(value_from_text(std::to_string(value)), step);
  }
  // Goes on from a step of long ago, but among the last values.
  history.add({"20", true}, 99'990);
  const MetricSummary summary = history.summary("a");
  EXPECT_EQ(summary.count, 99'991);
  EXPECT_EQ(summary.last.text, "20");
  EXPECT_EQ(summary.step, 99'990);
  EXPECT_EQ(summary.first->text, "10");
  EXPECT_EQ(summary.min->text, "-5");
  EXPECT_EQ(summary.min_step, 7);
  EXPECT_EQ(summary.max->text, "900000");
  EXPECT_EQ(summary.max_step, 50'000);
  // 99,990 values of 10 or 11, two of them replaced, and the last one.
  const double sum = 99'990 * 10.5 + (-5 - 11) + (900'000 - 10) + 20;
  EXPECT_DOUBLE_EQ(base::parse_number(summary.mean->text).value(), sum / 99'991);
}

TEST(MetricHistory, VeryManyEqualOrUnreadableValues) {
  MetricHistory equal, words;
  for (int i = 0; i < 100'000; ++i) {
    equal.add({"0.5", true}, std::nullopt);
    words.add({i % 2 ? "nan" : "none", false}, std::nullopt);
  }
  EXPECT_EQ(equal.summary("a").count, 100'000);
  EXPECT_FALSE(equal.summary("a").mean);
  EXPECT_FALSE(equal.summary("a").min);
  EXPECT_EQ(words.summary("a").count, 100'000);
  EXPECT_FALSE(words.summary("a").max);
}

TEST(MetricHistory, ValuesWithoutStepsStay) {
  MetricHistory history;
  EXPECT_TRUE(history.empty());
  history.add({"3", true}, std::nullopt);
  history.add({"15.", false}, std::nullopt);
  history.add({"2", true}, std::nullopt);
  EXPECT_EQ(shown({history.summary("a")}), "a 2 = 15. 3; ");
  EXPECT_EQ(history.summary("a").first, (Value{"3", true}));
  EXPECT_EQ(history.summary("a").max, (Value{"15.", false}));
}

}  // namespace
}  // namespace experiment
