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

TEST(NoteFacts, TellWhichLineIsTheRecordWithoutAFurtherLook) {
  const std::string deleted = line(3, "a/0").insert(line(3, "a/0").size() - 2, ",\"deleted\":true");
  const std::string param = line(3, "a/0").insert(line(3, "a/0").size() - 2, ",\"other\":{\"deleted\":true}");
  const struct {
    std::string first, second;
    bool is_plain, is_deleted;
  } cases[] = {{line(2, "a/0"), line(3, "a/0"), true, false},
               {line(2, "a/0"), line(2, "a/0"), true, false},  // merged, and fetched too
               {line(2, "a/0"), deleted, true, true},
               {deleted, line(4, "a/0"), true, true},
               {line(2, "a/0"), param, true, false},
               {line(3, "a/0"), param, false, false},
               {line(2, "a/0"), line(3, "b/0"), false, false}};
  for (const auto& c : cases) {
    NoteFacts facts;
    facts.add_note(c.first, {0, 1});
    facts.add_note(c.second, {1, 7});
    const NoteFact& fact = *facts.find(uuid);
    EXPECT_EQ(fact.is_plain, c.is_plain) << c.first << c.second;
    EXPECT_EQ(fact.is_deleted, c.is_deleted) << c.first << c.second;
  }
  NoteFacts facts;
  facts.add_note(line(3, "a/0"), {0, 1});
  facts.add_note(line(2, "a/0"), {1, 7});
  EXPECT_EQ(facts.find(uuid)->place, (NotePlace{0, 1}));
}

TEST(NoteFacts, EditsAloneAreNoRecord) {
  NoteFacts facts;
  facts.add_note(edit(1, "label", "x"));
  EXPECT_EQ(facts.find(uuid)->rev, -1);
}

}  // namespace
}  // namespace exp_table
