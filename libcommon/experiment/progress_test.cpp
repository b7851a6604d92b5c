#include "experiment/progress.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "experiment/test_folder.h"

namespace experiment {
namespace {

/// A run in at("run") that began at 0 s; each file that is written was written at 40 s; now it is 50 s.
class ProgressTest : public FolderTest {
 protected:
  static constexpr std::int64_t start = 1'700'000'000'000;

  ProgressTest() {
    base::make_folders(at("run"));
    run_.folder = at("run");
    run_.record.state = State::running;
    run_.record.command = {"train", "--epochs=10"};
    run_.record.attempts.emplace_back();
    run_.record.attempts[0].started = {start};
  }

  void has(const std::string& name, const std::string& text) {
    write("run/" + name, text);
    const timespec times[2] = {{start / 1000 + 40, 0}, {start / 1000 + 40, 0}};
    ::utimensat(AT_FDCWD, at("run/" + name).c_str(), times, 0);
  }

  std::string describe(const std::vector<MetricGoal>& goals = {{"acc", Direction::max}}) {
    const Progress progress = find_progress(run_, goals, {start + 50'000});
    std::string text = progress.epoch_text();
    if (progress.last) text += " " + progress.metric + " " + progress.last->text;
    if (progress.best) text += " best " + progress.best->text;
    if (progress.best_epoch) text += " at " + std::to_string(*progress.best_epoch);
    text += ", " + std::to_string(progress.elapsed_ms.value_or(-1) / 1000) + " s";
    if (progress.left_ms) text += ", left " + std::to_string(*progress.left_ms / 1000) + " s";
    return text;
  }

  KnownRun run_;
};

TEST_F(ProgressTest, OfAMetricsLog) {
  EXPECT_EQ(describe(), ", 50 s");
  has("metrics.jsonl", "{\"epoch\": 1, \"loss\": 3, \"acc\": 0.7}\n{\"epoch\": 2, \"acc\": 0.5}\n");
  EXPECT_EQ(describe(), "epoch 2/10 acc 0.5 best 0.7 at 1, 50 s, left 150 s");
  EXPECT_EQ(describe({{"loss", std::nullopt}}), "epoch 2/10 loss 3, 50 s, left 150 s");
  EXPECT_EQ(describe({}), "epoch 2/10 loss 3, 50 s, left 150 s");
  has("metrics.jsonl",
      "{\"epoch\": 0, \"step\": 10, \"acc\": 0.1}\n{\"epoch\": 1, \"step\": 20, \"acc\": 0.2}\n{\"epo");
  EXPECT_EQ(describe(), "epoch 1/10 acc 0.2 best 0.2 at 20, 50 s, left 150 s") << "it counts from 0";
}

TEST_F(ProgressTest, OfALog) {
  has("log", "====== asr/0 ======\nepoch: 1\nacc: 0.4\nepoch: 4\nacc: 0.5\n");
  EXPECT_EQ(describe(), "epoch 4/10, 50 s, left 50 s");
  run_.record.command = {"train"};
  EXPECT_EQ(describe(), "epoch 4, 50 s");
  has("log", "Epoch 3/5 loss 0.1\n");
  EXPECT_EQ(describe(), "epoch 3/5, 50 s, left 16 s");
}

TEST_F(ProgressTest, OfOneEpochNothingIsEstimated) {
  has("metrics.jsonl", "{\"epoch\": 1}\n");
  EXPECT_EQ(describe(), "epoch 1/10, 50 s") << "it may just have begun";
  has("metrics.jsonl", "{\"epoch\": 0}\n");
  EXPECT_EQ(describe(), "epoch 0/10, 50 s");
  has("metrics.jsonl", "{\"epoch\": 4}\n{\"epoch\": 5}\n");
  run_.record.attempts[0].resumed_from = "checkpoint/epoch_4.pt";
  EXPECT_EQ(describe(), "epoch 5/10, 50 s") << "the first of this attempt";
}

TEST_F(ProgressTest, FindsTheNumberOfEpochs) {
  has("metrics.jsonl", "{\"epoch\": 1}\n{\"epoch\": 2}\n");
  run_.record.overrides = {{"epochs", "3"}};
  EXPECT_EQ(describe(), "epoch 2/3, 50 s, left 10 s");
  run_.record.overrides = {{"trainer.max-epochs", "4"}};
  EXPECT_EQ(describe(), "epoch 2/4, 50 s, left 30 s");
  run_.record.overrides.clear();
  run_.record.command = {"train", "--epochs", "none"};
  has("statistic.json", "{\"hparam\": {\"model\": {\"num_epochs\": 6}}}");
  EXPECT_EQ(describe(), "epoch 2/6, 50 s, left 70 s");
}

TEST_F(ProgressTest, OfAnAttemptThatTookARunUp) {
  has("metrics.jsonl", "{\"epoch\": 1, \"acc\": 0.9}\n{\"epoch\": 4, \"acc\": 0.8}\n{\"epoch\": 6, \"acc\": 0.7}\n");
  run_.record.attempts[0].n = 2;
  run_.record.attempts[0].resumed_from = "checkpoint/epoch_4.pt";
  EXPECT_EQ(describe(), "epoch 6/10 acc 0.7 best 0.9 at 1, 50 s, left 70 s");
  run_.record.attempts[0].resumed_from = "/elsewhere/model.pt";
  EXPECT_EQ(describe(), "epoch 6/10 acc 0.7 best 0.9 at 1, 50 s") << "from which epoch on is not known";
}

TEST_F(ProgressTest, OfALargeFileOnlyTheEndIsRead) {
  std::string lines;
  for (int epoch = 1; lines.size() < 400'000; ++epoch)
    lines += "{\"epoch\": " + std::to_string(epoch) + ", \"acc\": 0.5}\n";
  has("metrics.jsonl", lines + "{\"epoch\": 20000, \"acc\": 0.25}\n");
  EXPECT_EQ(describe(), "epoch 20000/10 acc 0.25, 50 s") << "what is best is not known";
}

TEST_F(ProgressTest, OddFilesTellNothing) {
  for (const char* text : {"\n\n\n", "garbage", "[]\n3\n", "{\"epoch\": \"x\"}\n", "{\"epoch\": 1e99}\n"}) {
    has("metrics.jsonl", text);
    EXPECT_EQ(describe(), ", 50 s") << text;
  }
  ::unlink(at("run/metrics.jsonl").c_str());
  ASSERT_EQ(::mkfifo(at("run/metrics.jsonl").c_str(), 0600), 0);
  ASSERT_EQ(::mkfifo(at("run/log").c_str(), 0600), 0);
  EXPECT_EQ(describe(), ", 50 s");
  run_.folder.clear();
  EXPECT_EQ(describe(), ", 50 s");
}

}  // namespace
}  // namespace experiment
