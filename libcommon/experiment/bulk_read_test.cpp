#include "experiment/bulk_read.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <mutex>

#include "base/file.h"
#include "base/text.h"

namespace experiment {
namespace {

const std::string prefix =
    R"("v":1,"run":"t/0","uuid":"0b7a3c52-9d1e-4f60-8a2b-1c3d5e7f9a0b","rev":2,"commit":"3f786850e387550fdab836ed7e6dc881de23001b")";

/// A row as one line: what is known of the run, then `name=value`, then `name:last min max first mean @step n`.
std::string shown(const BulkRow& row) {
  const auto add = [](std::string& text, std::string_view name, const std::optional<ValueView>& value) {
    if (value) text.append(" ").append(name).append(" ").append(value->text);
  };
  std::string text(row.name);
  text += row.has_record ? " record" : "";
  text += row.has_statistic ? " statistic" : "";
  for (const auto& param : row.params)
    text.append("; ").append(param.name).append("=").append(param.value.text).append(param.value.is_number ? "" : "'");
  for (const auto& metric : row.metrics) {
    text.append("; ").append(metric.name).append(": ").append(metric.last.text);
    if (!metric.history) continue;
    const HistoryView& history = *metric.history;
    add(text, "first", history.first);
    add(text, "min", history.min);
    add(text, "max", history.max);
    add(text, "mean", history.mean);
    if (history.step) text += " @" + std::to_string(*history.step);
    if (history.max_step) text += " max@" + std::to_string(*history.max_step);
    if (history.count != 1) text += " n " + std::to_string(history.count);
  }
  return text;
}

class BulkRead : public testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(::mkdtemp(folder_.data()), nullptr); }
  void TearDown() override { base::remove_tree(folder_); }

  /// A run with these files; "" leaves the file out.
  void add_run(const std::string& name, const std::string& run_json, const std::string& statistic_json) {
    runs_.push_back({name, folder_ + "/" + name});
    base::make_folders(runs_.back().folder);
    if (!run_json.empty()) base::write_file_atomically(runs_.back().folder + "/run.json", run_json, false);
    if (!statistic_json.empty())
      base::write_file_atomically(runs_.back().folder + "/statistic.json", statistic_json, false);
  }

  class Collector final : public BulkConsumer {
   public:
    Collector(std::vector<std::vector<std::string>>& rows, std::mutex& mutex) : rows_(rows), mutex_(mutex) {}
    void take(const BulkRow& row) override {
      const std::lock_guard lock(mutex_);
      rows_[row.index].push_back(shown(row));
    }

   private:
    std::vector<std::vector<std::string>>& rows_;
    std::mutex& mutex_;
  };

  /// Each run's row; a run that is not delivered exactly once fails the test.
  std::vector<std::string> read(unsigned threads = 0) {
    std::vector<std::vector<std::string>> rows(runs_.size());
    std::mutex mutex;
    base::CollectedMessages messages;
    read_in_bulk(
        runs_, [&] { return std::make_unique<Collector>(rows, mutex); }, messages, threads);
    warnings_.clear();
    for (const auto& line : messages.lines()) warnings_.push_back(base::replace_all(line, folder_, "DIR"));
    std::vector<std::string> once;
    for (const auto& row : rows) {
      EXPECT_EQ(row.size(), 1u);
      once.push_back(row.empty() ? "" : row[0]);
    }
    return once;
  }

  using Lines = std::vector<std::string>;
  std::string folder_ = testing::TempDir() + "bulk-XXXXXX";
  std::vector<BulkRun> runs_;
  Lines warnings_;
};

TEST_F(BulkRead, StatisticGoesBeforeRecord) {
  add_run("t/0",
          "{" + prefix +
              R"(,"state":"finished","params":{"lr":0.5,"seed":7},"metrics":{"acc":{"last":0.1},"loss":{"last":2}}})",
          R"({"hparam":{"opt":"adam","lr":"0.50"},"metric":{"acc":0.9}})");
  EXPECT_EQ(read(), Lines{"t/0 record statistic; opt=adam'; lr=0.50'; seed=7; acc: 0.9; loss: 2"});
  EXPECT_EQ(warnings_, Lines{});
}

TEST_F(BulkRead, HistoryOfTheRecordStaysBehindTheResult) {
  add_run("t/0",
          "{" + prefix +
              R"(,"metrics":{"acc":{"last":0.8,"step":10,"max":0.9,"max_step":8,"first":0.1,"mean":0.6,"count":10}}})",
          R"({"metric":{"acc":0.8}})");
  EXPECT_EQ(read(), Lines{"t/0 record statistic; acc: 0.8 first 0.1 max 0.9 mean 0.6 @10 max@8 n 10"});
}

TEST_F(BulkRead, ParametersOfTheRecordAreKnownInTheStatistic) {
  add_run("t/0", "{" + prefix + R"(,"params":{"lr":0.5}})", R"({"lr":0.5,"loss":1})");
  add_run("t/1", "", R"({"lr":0.5,"loss":1})");
  EXPECT_EQ(read(), (Lines{"t/0 record statistic; lr=0.5; loss: 1", "t/1 statistic; lr: 0.5; loss: 1"}));
}

TEST_F(BulkRead, WhatIsKnownOfTheRunIsDelivered) {
  add_run(
      "t/0",
      "{" + prefix +
          R"(,"tag":"t","id":0,"state":"failed","seed":{"root":42,"fixed":true},"created":"2026-03-01T12:00:00.000Z",)"
          R"("command":["x",{"base64":"/w=="}],"env":{"state":"no"},"attempts":[{"state":"running","params":{"no":1}}],)"
          R"("message":"say \"hi\"","environment":{"params":{"no":1},"metrics":{"no":{"last":1}}}})",
      "");
  class Check final : public BulkConsumer {
   public:
    void take(const BulkRow& row) override {
      EXPECT_TRUE(row.has_record);
      EXPECT_EQ(row.v, 1);
      EXPECT_EQ(row.rev, 2);
      EXPECT_EQ(row.run, "t/0");
      EXPECT_EQ(row.uuid, "0b7a3c52-9d1e-4f60-8a2b-1c3d5e7f9a0b");
      EXPECT_EQ(row.commit, "3f786850e387550fdab836ed7e6dc881de23001b");
      EXPECT_EQ(row.tag, "t");
      EXPECT_EQ(row.id, "0");
      EXPECT_EQ(row.state, "failed");
      EXPECT_EQ(row.seed, "42");
      EXPECT_EQ(row.created, "2026-03-01T12:00:00.000Z");
      EXPECT_EQ(row.message, "say \"hi\"");
      EXPECT_TRUE(row.params.empty());
      EXPECT_TRUE(row.metrics.empty());
    }
  };
  base::CollectedMessages messages;
  read_in_bulk(
      runs_, [] { return std::make_unique<Check>(); }, messages);
}

TEST_F(BulkRead, ABadFileStopsNothing) {
  add_run("t/0", "{" + prefix + R"(,"params":{"lr":1},"metrics":{"acc":{"last":0.1}}})",
          R"({"hparam":{"lr":2},"metric":{"acc":0.9)");
  add_run("t/1", "{\"v\":1", R"({"metric":{"acc":0.5}})");
  add_run("t/2", "{\"name\":\"no record\"}", "{\"a\":\"\xe9\"}");
  add_run("t/3", "", "");
  base::make_folders(runs_[3].folder + "/statistic.json");
  add_run("t/4", "", "");
  ASSERT_EQ(::mkfifo((runs_[4].folder + "/run.json").c_str(), 0600), 0);
  add_run("t/5", "", "{\"a\":" + std::string(10'000, '[') + std::string(10'000, ']') + "}");
  add_run("t/6", "", "");
  base::write_file_atomically(runs_[6].folder + "/statistic.json", "", false);
  add_run("t/7", "", "x");
  ASSERT_EQ(::truncate((runs_[7].folder + "/statistic.json").c_str(), 1 << 30), 0);
  add_run("t/8", "", R"({"a":1,"a":2})");
  add_run("t/9", "", "[1]");
  runs_.push_back({"t/10", folder_ + "/t/10"});
  EXPECT_EQ(read(), (Lines{"t/0 record; lr=1; acc: 0.1", "t/1 statistic; acc: 0.5", "t/2", "t/3", "t/4", "t/5", "t/6",
                           "t/7", "t/8 statistic; a: 2", "t/9", "t/10"}));
  EXPECT_EQ(warnings_, (Lines{"warning: 'DIR/t/0/statistic.json' ends in the middle: its values are left out",
                              "warning: 'DIR/t/1/run.json' ends in the middle: its values are left out",
                              "warning: 'DIR/t/2/run.json' is not a record: its values are left out",
                              "warning: 'DIR/t/2/statistic.json' is not UTF-8: its values are left out",
                              "warning: 'DIR/t/3/statistic.json' is no regular file: not read",
                              "warning: 'DIR/t/4/run.json' is no regular file: not read",
                              "warning: 'DIR/t/5/statistic.json' is nested too deeply: its values are left out",
                              "warning: 'DIR/t/6/statistic.json' is empty: its values are left out",
                              "warning: 'DIR/t/7/statistic.json' is larger than 64 MiB: not read",
                              "warning: 'DIR/t/8/statistic.json': 'a' comes more than once, the last one counts",
                              "warning: 'DIR/t/9/statistic.json' holds no JSON object: its values are left out"}));
}

TEST_F(BulkRead, NewerRecordsGiveTheirPrefixOnly) {
  add_run("t/0", "{" + base::replace_all(prefix, "\"v\":1", "\"v\":2") + R"(,"state":"x","params":{"lr":1}})",
          R"({"acc":1})");
  EXPECT_EQ(read(), Lines{"t/0 record statistic; acc: 1"});
}

TEST_F(BulkRead, AnActiveRunsLogIsRead) {
  const std::string log = "{\"step\":1,\"acc\":0.25}\n{\"step\":2,\"acc\":0.5}\n{\"step\":3,\"ac";
  add_run("t/0", "{" + prefix + R"(,"state":"running","metrics":{"acc":{"last":0.1},"old":{"last":1}}})",
          R"({"metric":{"loss":3}})");
  add_run("t/1", "{" + prefix + R"(,"state":"finished","metrics":{"acc":{"last":0.1}}})", "");
  for (const auto& run : runs_) base::write_file_atomically(run.folder + "/metrics.jsonl", log, false);
  EXPECT_EQ(read(), (Lines{"t/0 record statistic; loss: 3; acc: 0.5 first 0.25 min 0.25 mean 0.375 @2 n 2; old: 1",
                           "t/1 record; acc: 0.1"}));
}

TEST_F(BulkRead, LargeFilesAndOddTextsAreReadToo) {
  std::string params, line = "t/0 statistic";
  for (int i = 0; i < 10'000; ++i) {
    params += (i ? ",\"p" : "\"p") + std::to_string(i) + "\":" + std::to_string(i);
    line += "; p" + std::to_string(i) + "=" + std::to_string(i);
  }
  add_run("t/0", "", "{\"hparam\":{" + params + "}}");
  add_run("sp ace\n\xc3\xa9/1", "{" + prefix + R"(,"params":{"path":{"base64":"Y2Fm6Q=="},"nan":"NaN"}})",
          R"({"hparam":{"\u00e9":"\ud83d\ude00","deep":{"er":[1, "x"]}},"metric":{"nan":NaN}})");
  // Exactly as long as a buffer, and one byte around it.
  for (const std::size_t size : {65'535u, 65'536u, 65'537u})
    add_run("t/" + std::to_string(size), "", "{\"a\":1" + std::string(size - 7, ' ') + "}");
  EXPECT_EQ(read(), (Lines{line,
                           "sp ace\n\xc3\xa9/1 record statistic; \xc3\xa9=\xf0\x9f\x98\x80'; deep/er=[1,\"x\"]'; "
                           "path=caf\xe9'; nan=NaN'; nan: NaN",
                           "t/65535 statistic; a: 1", "t/65536 statistic; a: 1", "t/65537 statistic; a: 1"}));
}

TEST_F(BulkRead, ManyRunsInAnyNumberOfThreads) {
  Lines expected;
  for (int i = 0; i < 500; ++i) {
    const std::string name = (i % 3 ? "a/" : "b/c/") + std::to_string(i);
    add_run(name, i % 2 ? "{" + prefix + R"(,"params":{"x":1}})" : "", "{\"i\":" + std::to_string(i) + "}");
    expected.push_back(name + (i % 2 ? " record statistic; x=1; i: " : " statistic; i: ") + std::to_string(i));
  }
  for (const unsigned threads : {0u, 1u, 3u, 16u}) EXPECT_EQ(read(threads), expected);
}

TEST_F(BulkRead, NoRunsAreNoTrouble) {
  EXPECT_EQ(read(), Lines{});
}

TEST_F(BulkRead, WhatAConsumerThrowsArrives) {
  for (int i = 0; i < 200; ++i) add_run("t/" + std::to_string(i), "", "{}");
  class Throwing final : public BulkConsumer {
   public:
    void take(const BulkRow& row) override {
      if (row.index == 77) throw std::runtime_error("disk full");
    }
  };
  base::CollectedMessages messages;
  EXPECT_THROW(read_in_bulk(
                   runs_, [] { return std::make_unique<Throwing>(); }, messages, 4),
               std::runtime_error);
}

}  // namespace
}  // namespace experiment
