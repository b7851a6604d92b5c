#include "experiment/start_point.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "experiment/store_test.h"

namespace experiment {
namespace {

class StartPointTest : public StoreTest {
 protected:
  StartPointTest() {
    run_.record = make_run(open_, "asr");
    run_.folder = open_.store.run_folder(run_.record.run);
  }
  void put(const std::string& name, const std::string& text = "weights") {
    write("repo/__result__/asr/0/" + name, text);
  }
  void link(const std::string& target, const std::string& name) {
    ASSERT_EQ(::symlink(target.c_str(), result("asr/0/" + name).c_str()), 0);
  }
  std::string found(const std::string& from = "") {
    const StartPoint start = find_start_point(open_.store, run_, from, at("repo"));
    epoch_ = start.epoch.value_or(-1);
    return base::path_below(start.path, run_.folder);
  }
  std::string refusal(const std::string& from) {
    return complaint_of([&] { found(from); });
  }

  OpenStore open_;
  KnownRun run_;
  std::int64_t epoch_ = -1;
};

TEST_F(StartPointTest, NothingIsTheBeginning) {
  EXPECT_EQ(found(), "");
  put("checkpoint/notes.txt");
  put("checkpoint/epoch_");
  EXPECT_EQ(found(), "");
}

TEST_F(StartPointTest, TheLinkThenTheHighestNumber) {
  put("checkpoint/epoch_9.pth");
  put("checkpoint/epoch_10.pth");
  EXPECT_EQ(found(), "checkpoint/epoch_10.pth");
  EXPECT_EQ(epoch_, 10);
  link("epoch_9.pth", "checkpoint/epoch_last.pth");
  EXPECT_EQ(found(), "checkpoint/epoch_9.pth");
  EXPECT_EQ(epoch_, 9);
  EXPECT_EQ(found("10"), "checkpoint/epoch_10.pth");
  EXPECT_EQ(found("last"), "checkpoint/epoch_9.pth");
}

TEST_F(StartPointTest, WhatItWasForkedFromComesLast) {
  put("checkpoint/forked/model.pt");
  EXPECT_EQ(found(), "checkpoint/forked/model.pt");
  put("checkpoint/epoch_1");
  EXPECT_EQ(found(), "checkpoint/epoch_1");
}

TEST_F(StartPointTest, OneThatIsNotThereListsThoseThatAre) {
  EXPECT_EQ(refusal("best"), "there is no checkpoint 'best' of 'asr/0'\nhint: it has none: ls " +
                                 base::shell_quote(result("asr/0/checkpoint")));
  put("checkpoint/epoch_9.pth");
  put("checkpoint/epoch_10.pth");
  put("checkpoint/epoch_11.pth", "");
  link("epoch_9.pth", "checkpoint/epoch_last.pth");
  EXPECT_EQ(refusal("77"), "there is no checkpoint '77' of 'asr/0'\nhint: there are: last, 9, 10");
  EXPECT_NE(refusal("best").find("says which is the best"), std::string::npos);
}

TEST_F(StartPointTest, WhatIsHalfWrittenIsPassedOver) {
  put("checkpoint/epoch_3");
  put("checkpoint/epoch_4", "");
  put("checkpoint/epoch_5.tmp");
  link("epoch_6", "checkpoint/epoch_last");
  EXPECT_EQ(found(), "checkpoint/epoch_3");
  EXPECT_EQ(open_.messages.lines().size(), 3u) << base::join(open_.messages.lines(), "\n");
}

TEST_F(StartPointTest, FoldersAndOlderLayouts) {
  put("checkpoints/epoch_2/model");
  EXPECT_EQ(found(), "checkpoints/epoch_2");
  base::make_folders(result("asr/0/checkpoints/epoch_7"));
  EXPECT_EQ(found(), "checkpoints/epoch_2");
}

TEST_F(StartPointTest, ALinkToElsewhereIsGivenAsItIs) {
  write("scratch/big", "weights");
  put("checkpoint/epoch_1");
  link(at("scratch/big"), "checkpoint/epoch_best");
  EXPECT_EQ(found("best"), "checkpoint/epoch_best");
}

TEST_F(StartPointTest, AFileByItsPath) {
  put("checkpoint/average.pt");
  EXPECT_EQ(found("average.pt"), "checkpoint/average.pt");
  write("repo/other.pt", "weights");
  EXPECT_EQ(found("other.pt"), at("repo/other.pt"));
  write("repo/empty.pt", "");
  EXPECT_NE(refusal("empty.pt").find("is empty"), std::string::npos);
  EXPECT_NE(refusal("best").find("there is no checkpoint 'best' of 'asr/0'"), std::string::npos);
  EXPECT_NE(refusal("99").find("there is no checkpoint '99'"), std::string::npos);
}

}  // namespace
}  // namespace experiment
