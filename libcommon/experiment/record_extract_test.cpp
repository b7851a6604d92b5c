#include "experiment/record_extract.h"

#include <gtest/gtest.h>

namespace experiment {
namespace {

const std::string start = R"({"v":1,"run":"asr/3","uuid":"0b7a3c52-9d1e-4f60-8a2b-1c3d5e7f9a0b","rev":4,)"
                          R"("commit":"3f786850e387550fdab836ed7e6dc881de23001b")";

TEST(RecordExtract, HasWhatAListShowsAndTheMetricsThatAreAskedFor) {
  const std::string text = start +
                           R"(,"params":{"lr":0.1,"deep":{"a":[1,{"metrics":2}]}},"environment":{"cpu":"x"},)"
                           R"("state":"failed","attempts":[{"n":2,"command":["x"],"started":"2026-03-01T12:00:00Z"}],)"
                           R"("metrics":{"a":{"last":1,"max":3},"b":2,"c":{"last":[1,[2]]},"d":{"last":4}},)"
                           R"("drift":["f"],"seed":{"root":7,"via":"drawn"},"message":"why","other":"x"})";
  std::string error;
  const auto record = parse_record_extract(text, {{"d"}, 1}, error);
  ASSERT_TRUE(record) << error;
  EXPECT_EQ(record->run, "asr/3");
  EXPECT_EQ(record->tag, "asr");
  EXPECT_EQ(record->state, State::failed);
  EXPECT_EQ(record->seed.root, 7);
  EXPECT_EQ(record->message, "why");
  ASSERT_EQ(record->attempts.size(), 1u);
  EXPECT_EQ(record->attempts[0].n, 2);
  EXPECT_EQ(record->attempts[0].command, (std::vector<std::string>{"x"}));
  ASSERT_EQ(record->metrics.size(), 2u);
  EXPECT_EQ(record->metrics[0].max->text, "3");
  EXPECT_EQ(record->metrics[1].name, "d");
  EXPECT_TRUE(record->params.empty());
  EXPECT_TRUE(record->drift.empty());
  EXPECT_TRUE(record->unknown.members().empty());
}

TEST(RecordExtract, MayHaveAllButTheValues) {
  const std::string text = start + R"(,"params":{"lr":0.1},"cwd":"sub","overrides":{"lr":"1"},"drift":["f"],)"
                                   R"("metrics":{"a":1},"rerun_of":{"uuid":"x"},"seed":{"root":7,"via":"drawn"}})";
  std::string error;
  auto whole = parse_record(text, error);
  const auto extract = parse_record_extract(text, {{}, 0, true}, error);
  ASSERT_TRUE(whole && extract) << error;
  whole->params.clear();
  whole->metrics.clear();
  EXPECT_EQ(format_run_json(*extract), format_run_json(*whole));
}

TEST(RecordExtract, WhatIsPassedOverEndsWhereItEnds) {
  const std::string text = start +
                           R"(,"params":{"a":{"b":[{"message":"x"},[]]},"c":"}]","message":"y"},"environment":[],)"
                           R"("metrics":{"a":{"last":{"message":"z"}},"b":[{}]},"message":"why"})";
  for (const RecordExtract& extract : {RecordExtract(), RecordExtract{{"c"}, 0}}) {
    std::string error;
    const auto record = parse_record_extract(text, extract, error);
    ASSERT_TRUE(record) << error;
    EXPECT_EQ(record->message, "why");
    EXPECT_TRUE(record->metrics.empty());
  }
}

TEST(RecordExtract, OfAMemberThatStandsTwiceTheLastCounts) {
  for (const RecordExtract& extract : {RecordExtract(), RecordExtract{{}, 9}}) {
    std::string error;
    EXPECT_TRUE(parse_record_extract(start + R"(,"metrics":[1],"metrics":{"a":1}})", extract, error)) << error;
    EXPECT_FALSE(parse_record_extract(start + R"(,"metrics":{"a":1},"metrics":[1]})", extract, error));
  }
}

TEST(RecordExtract, WhatIsNoRecordIsRefusedAsAWholeOneWouldBe) {
  const std::string wrong[] = {"",
                               "[1]",
                               "7",
                               "{}",
                               start,
                               start + R"(,"state":"merry"})",
                               start + R"(,"metrics":[{"last":1}]})",
                               start + R"(,"kind":"edit"})",
                               start + R"(,"params":{"lr":})",
                               start + R"(,"params":{"lr":1}} x)",
                               start + R"(,"params":{"lr":1)",
                               start + R"(,"params":{"lr":[1}})",
                               start + R"(,"params":{"lr" 1}})",
                               start + R"(,"params":{"lr":1 2}})",
                               start + R"(,"params":{1:2}})",
                               start + R"(,"params":{"lr":1,}})"};
  for (const auto& text : wrong) {
    std::string error, whole_error;
    EXPECT_FALSE(parse_record_extract(text, {}, error)) << text;
    EXPECT_FALSE(parse_record(text, whole_error)) << text;
    EXPECT_EQ(error, whole_error) << text;
  }
  std::string error;
  EXPECT_TRUE(parse_record_extract(start + R"(,"params":"what nobody reads","drift":7})", {}, error)) << error;
}

}  // namespace
}  // namespace experiment
