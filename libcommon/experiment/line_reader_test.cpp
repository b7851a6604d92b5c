#include "experiment/line_reader.h"

#include <gtest/gtest.h>

#include "experiment/record.h"

namespace experiment {
namespace {

class Rows final : public BulkConsumer {
 public:
  void take(const BulkRow& row) override {
    said += std::to_string(row.index) + " " + std::string(row.name) + ": " + std::string(row.tag) + " " +
            std::string(row.id) + " rev " + std::to_string(row.rev) + " " + std::string(row.state);
    for (const auto& param : row.params) said += " " + std::string(param.name) + "=" + std::string(param.value.text);
    for (const auto& metric : row.metrics) said += " " + std::string(metric.name) + ":" + std::string(metric.last.text);
    said += "\n";
  }
  std::string said;
};

Record make_record() {
  Record record;
  record.run = "a/b/3";
  record.uuid = "11111111-1111-4111-8111-111111111111";
  record.rev = 2;
  record.commit = std::string(40, 'a');
  record.tag = "elsewhere";
  record.state = State::failed;
  record.params = {{"lr", {"0.10", true}}};
  MetricSummary accuracy;
  accuracy.name = "acc";
  accuracy.last = {"0.5", true};
  record.metrics = {accuracy};
  return record;
}

TEST(LineReader, MakesARowOfALine) {
  LineReader reader;
  Rows rows;
  EXPECT_TRUE(reader.read(format_note_line(make_record()), 7, "shown", rows));
  Record next = make_record();
  next.params.clear();
  EXPECT_TRUE(reader.read(format_note_line(next), 8, "next", rows));
  EXPECT_EQ(rows.said, "7 shown: a/b 3 rev 2 failed lr=0.10 acc:0.5\n8 next: a/b 3 rev 2 failed acc:0.5\n");
}

TEST(LineReader, TakesOfANewerVersionOnlyWhatIsFrozen) {
  LineReader reader;
  Rows rows;
  std::string line = format_note_line(make_record());
  line.replace(line.find("\"v\":1"), 5, "\"v\":2");
  EXPECT_TRUE(reader.read(line, 0, "shown", rows));
  EXPECT_EQ(rows.said, "0 shown: a/b 3 rev 2 \n");
}

TEST(LineReader, WhatIsNoRecordIsNoRow) {
  LineReader reader;
  Rows rows;
  const std::string line = format_note_line(make_record());
  Record nameless = make_record();
  nameless.run = "../3";
  for (const auto& wrong :
       {std::string(), std::string("{}"), line.substr(0, line.size() - 1), line + "}", format_note_line(nameless)})
    EXPECT_FALSE(reader.read(wrong, 0, "shown", rows)) << wrong;
  EXPECT_EQ(rows.said, "");
}

}  // namespace
}  // namespace experiment
