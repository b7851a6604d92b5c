#include "note_facts.h"

#include <gtest/gtest.h>

namespace exp_table {
namespace {

const std::string uuid = "11111111-1111-4111-8111-111111111111";

std::string line(std::int64_t rev, const std::string& run) {
  experiment::Record record;
  record.run = run;
  record.uuid = uuid;
  record.rev = rev;
  record.commit = std::string(40, 'a');
  return experiment::format_note_line(record) + "\n";
}

std::string edit(std::int64_t at, const std::string& key, const std::string& value) {
  return experiment::format_edit_line({"a/0", uuid, std::string(40, 'a'), {at}, "ada", {{key, value}}}) + "\n";
}

TEST(NoteFacts, KeepTheLargestRevAndWhatPeopleSaidLast) {
  NoteFacts facts;
  EXPECT_TRUE(facts.is_empty());
  facts.add_note(line(2, "a/0") + edit(20, "label", "new") + edit(10, "label", "old") + edit(5, "message", "why"));
  facts.add_note("no record\n{\"v\":1\n\n" + line(3, "a/0") + line(1, "a/0"));
  const NoteFact* fact = facts.find(uuid);
  ASSERT_NE(fact, nullptr);
  EXPECT_EQ(fact->rev, 3);
  EXPECT_EQ(fact->run, "a/0");
  EXPECT_EQ(fact->edited("label"), "new");
  EXPECT_EQ(fact->edited("message"), "why");
  EXPECT_EQ(fact->edited("outcome"), "");
  EXPECT_EQ(facts.find("22222222"), nullptr);
}

TEST(NoteFacts, EditsAloneAreNoRecord) {
  NoteFacts facts;
  facts.add_note(edit(1, "label", "x"));
  EXPECT_EQ(facts.find(uuid)->rev, -1);
}

}  // namespace
}  // namespace exp_table
