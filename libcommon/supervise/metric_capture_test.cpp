#include "supervise/metric_capture.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace supervise {
namespace {

using Patterns = std::vector<std::string>;

/// "loss 0.3 [0.1, 0.5] at 4, 3 values" for each metric; parts that are not there are left out.
std::string describe(const experiment::Metrics& metrics) {
  std::string text;
  for (const auto& metric : metrics) {
    text += metric.name + " " + metric.last.text;
    if (metric.min || metric.max)
      text += " [" + metric.min.value_or(metric.last).text + ", " + metric.max.value_or(metric.last).text + "]";
    if (metric.step) text += " at " + std::to_string(*metric.step);
    if (metric.count > 1) text += ", " + std::to_string(metric.count) + " values";
    text += "\n";
  }
  return text;
}

/// As the program printed it, through the reader of lines.
std::string captured(std::string_view output, const Patterns& patterns = {}) {
  MetricCapture capture(patterns);
  LineStates out(&capture.consumer(Stream::out));
  out.feed(output);
  out.finish();
  return describe(capture.metrics());
}

TEST(MetricCapture, LinesThatAreExactlyNameAndNumber) {
  const struct {
    const char* line;
    const char* metrics;
  } cases[] = {
      {"loss: 0.3", "loss 0.3\n"},
      {"loss:\t 0.3 \t", "loss 0.3\n"},
      {"loss : 0.3", "loss 0.3\n"},
      {"Test accuracy: 97", "Test accuracy 97\n"},
      {"größe/µ: 1", "größe/µ 1\n"},
      {"a: 15.", "a 15.\n"},
      {"a: .5", "a .5\n"},
      {"a: 1e-05", "a 1e-05\n"},
      {"a: -3E+4", "a -3E+4\n"},
      {"a: nan", "a nan\n"},
      {"a: -inf", "a -inf\n"},
      {"\x1b[32mloss\x1b[0m: \x1b[1m0.3\x1b[0m", "loss 0.3\n"},
      {"loss:0.3", ""},
      {"loss 0.3", ""},
      {"loss: 0.3 acc: 0.9", ""},
      {"loss: 0.3%", ""},
      {"loss: 0.3.", ""},
      {"loss: ", ""},
      {" loss: 0.3", ""},
      {": 0.3", ""},
      {"12:30:00 loss: 0.3", ""},
      {"time: 12:30", ""},
      {"a: 0x10", ""},
      {"a: 1_000", ""},
      {"a\tb: 1", ""},
      {"\xff: 1", ""},
      {"\xc2\x9b: 1", ""},
      {"", ""},
  };
  for (const auto& expected : cases)
    EXPECT_EQ(captured(std::string(expected.line) + "\n"), expected.metrics) << expected.line;
  EXPECT_EQ(captured("last: 1"), "last 1\n") << "without a line end";
  EXPECT_EQ(captured("a: 1\r\nb: 2\r\n"), "a 1\nb 2\n");
}

TEST(MetricCapture, NumbersKeepTheirTextAndAreMarked) {
  MetricCapture capture({});
  capture.consumer(Stream::out).line("a: 0.10", true);
  capture.consumer(Stream::out).line("b: 15.", true);
  const auto metrics = capture.metrics();
  EXPECT_TRUE(metrics[0].last.is_number);
  EXPECT_EQ(metrics[0].last.text, "0.10");
  EXPECT_FALSE(metrics[1].last.is_number) << "15. is no number of JSON";
}

TEST(MetricCapture, StepsAndEpochs) {
  EXPECT_EQ(captured("epoch: 1\nloss: 3\nepoch: 2\nloss: 2\nloss: 5\n"), "loss 5 [3, 5] at 2, 2 values\n");
  EXPECT_EQ(captured("epoch: 1\nstep: 10\nloss: 3\nepoch: 2\nloss: 2\n"), "loss 2 at 10\n")
      << "a step says more than an epoch";
  EXPECT_EQ(captured("Step: 2.0\nx: 1\nstep: -1\nstep: 1.5\ny: 1\n"), "x 1 at 2\ny 1 at 2\n");
  EXPECT_EQ(captured("loss: 3\nloss: 1\nloss: 2\n"), "loss 2 [1, 3], 3 values\n");
}

TEST(MetricCapture, PatternsOfBothForms) {
  const struct {
    Patterns patterns;
    const char* output;
    const char* metrics;
  } cases[] = {
      {{R"((?P<name>\w+)=(?P<value>[-\d.e]+))"}, "step 3: loss=0.3, acc=0.9\n", "loss 0.3\nacc 0.9\n"},
      {{R"((\w+/)?(?P<name>\w+) (?P<value>[\d.]+))"}, "train/loss 0.3 acc 15.\n", "loss 0.3\nacc 15.\n"},
      {{R"(wer=WER: (.*))"}, "| WER: 5.3%, done\n", ""},
      {{R"(wer=WER: (\S+))"}, "| WER: 5.3%, done\n", "wer 5.3\n"},
      {{R"(return =, episodic_return=(\S+))"}, "global_step=100, episodic_return=[12.]\n", "return 12.\n"},
      {{R"(return=episodic_return=(\S+))"}, "global_step=100, episodic_return=[12.]\n", "return 12.\n"},
      {{R"(loss=loss (?P<value>\S+) (of|in))"}, "loss 0.3 of x\n", "loss 0.3\n"},
      {{"loss=^loss (\\S+)$", "acc=acc (\\S+)"}, "loss 0.3\nacc 0.9\n", "loss 0.3\nacc 0.9\n"},
      {{R"(epoch=Epoch (\d+))", R"(loss=loss (\S+))"},
       "Epoch 1 loss 3\nloss 2 in Epoch 2\n",
       "loss 2 [2, 3] at 2, 2 values\n"},
      {{R"(it (?P<step>\d+): (?P<name>\w+) (?P<value>\S+))"},
       "it 5: loss 3\nit 6: loss 4\n",
       "loss 4 [3, 4] at 6, 2 values\n"},
      {{"x=(y*)"}, "abc\n", ""},
      {{"x=(\\d?)"}, "a1b2\n", "x 2 [1, 2], 2 values\n"},
      {{"größe=Größe (\\d+)"}, "\xff Größe 5\n", "größe 5\n"},
  };
  for (const auto& expected : cases)
    EXPECT_EQ(captured(expected.output, expected.patterns), expected.metrics) << expected.patterns[0];
}

TEST(MetricCapture, OfARedrawnLineTheLastStateCounts) {
  const Patterns patterns = {R"((?P<name>loss|acc) (?P<value>[\d.]+))"};
  EXPECT_EQ(captured("10% loss 3\r20% loss 2 acc 1\r30% loss 1\ndone\n", patterns), "loss 1\nacc 1\n");
  EXPECT_EQ(captured("loss 3\rloss 2\r\nloss 1\n", patterns), "loss 1 [1, 2], 2 values\n");
  EXPECT_EQ(captured("loss 3\r          \rnext\n", patterns), "loss 3\n");
  EXPECT_EQ(captured("loss 3\r", patterns), "loss 3\n") << "the end of the output ends the line";
  EXPECT_EQ(captured("loss: 3\rloss: 2\rloss: 1\n"), "loss 1\n");
  EXPECT_EQ(captured("loss 3 loss 4\n", patterns), "loss 4 [3, 4], 2 values\n") << "several in one state all count";
}

TEST(MetricCapture, StreamsDoNotEndEachOthersLines) {
  MetricCapture capture({R"((?P<name>loss) (?P<value>[\d.]+))"});
  capture.consumer(Stream::err).line("loss 3", false);
  capture.consumer(Stream::out).line("a line of the other stream", true);
  capture.consumer(Stream::err).line("loss 2", true);
  EXPECT_EQ(describe(capture.metrics()), "loss 2\n");
}

TEST(MetricCapture, LongLinesAndManyNamesAreBounded) {
  EXPECT_EQ(captured("a: " + std::string(LineStates::longest_line, ' ') + "1\nb: 2\n"), "b 2\n");
  EXPECT_EQ(captured(std::string(101, 'n') + ": 1\n" + std::string(100, 'n') + ": 1\n"),
            std::string(100, 'n') + " 1\n");
  std::string output;
  for (int i = 0; i < 3000; ++i) output += "name " + std::to_string(i) + ": 1\n";
  MetricCapture capture({});
  LineStates out(&capture.consumer(Stream::out));
  out.feed(output);
  EXPECT_EQ(capture.metrics().size(), 1000u);
}

TEST(MetricPatterns, BadOnesAreNamed) {
  const struct {
    const char* pattern;
    const char* fault;
  } cases[] = {
      {"loss=(", "missing ): ("},
      {"(?P<name>x", "missing ): (?P<name>x"},
      {"loss", "it names no metric"},
      {"(\\w+) (\\d+)", "it names no metric"},
      {"=(\\d+)", "it names no metric"},
      {"loss=\\d+", "it has 0 groups, but the one that holds the value is needed"},
      {"loss=(a)(b)", "it has 2 groups, but the one that holds the value is needed"},
      {"loss=(?=x)(a)", "invalid perl operator: (?="},
  };
  for (const auto& expected : cases) try {
      check_metric_patterns({"ok=(.)", expected.pattern});
      ADD_FAILURE() << expected.pattern;
    } catch (const base::UserError& error) {
      EXPECT_EQ(std::string(error.what()),
                "exp.metricPattern '" + std::string(expected.pattern) + "' cannot be used: " + expected.fault);
    }
  EXPECT_NO_THROW(check_metric_patterns({R"((?P<name>\w+): (?P<value>\S+))", "x=(?P<step>\\d+) (\\d+)"}));
}

}  // namespace
}  // namespace supervise
