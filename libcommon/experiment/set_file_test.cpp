#include "experiment/set_file.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "experiment/test_folder.h"

namespace experiment {
namespace {

using Names = std::vector<std::string>;

TEST(SetFile, WhatPeopleWriteIsUnderstoodAndKept) {
  const struct {
    const char* text;
    Names runs;
  } cases[] = {
      {"", {}},
      {"\n\n", {}},
      {"asr/0\nasr/1\n", {"asr/0", "asr/1"}},
      {"asr/0\nasr/1", {"asr/0", "asr/1"}},
      {"\n asr/0 \t\n\n# a comment\nasr/1 # the best\n  # more\n", {"asr/0", "asr/1"}},
      {"\xef\xbb\xbf"
       "asr/0\r\nasr/1\r\n",
       {"asr/0", "asr/1"}},
      {"b/1\na/0\nb/1\na/0/\n", {"b/1", "a/0"}},
      {"größe/0\na#b/0\n\xff/0\n", {"größe/0", "a#b/0", "\xff/0"}},
  };
  for (const auto& expected : cases) {
    const SetFile file = SetFile::parse(expected.text);
    EXPECT_EQ(file.runs(), expected.runs) << expected.text;
    EXPECT_EQ(file.text(), expected.text);
  }
}

TEST(SetFile, AddsAtTheEndInTheFilesOwnManner) {
  const struct {
    const char* before;
    const char* after;
  } cases[] = {
      {"", "new/0\n"},
      {"a/0\n", "a/0\nnew/0\n"},
      {"a/0", "a/0\nnew/0\n"},
      {"a/0\n\n", "a/0\n\nnew/0\n"},
      {"a/0\r\nb/0", "a/0\r\nb/0\r\nnew/0\r\n"},
      {"# new/0\n", "# new/0\nnew/0\n"},
      {"\xef\xbb\xbf", "\xef\xbb\xbfnew/0\n"},
  };
  for (const auto& expected : cases) {
    SetFile file = SetFile::parse(expected.before);
    EXPECT_TRUE(file.add("new/0"));
    EXPECT_FALSE(file.add("new/0"));
    EXPECT_TRUE(file.contains("new/0"));
    EXPECT_EQ(file.text(), expected.after);
  }
}

TEST(SetFile, RemovesEveryLineOfARun) {
  SetFile file = SetFile::parse("# head\r\na/0\r\nb/0 # why\r\n\r\nb/0\r\nc/0");
  EXPECT_TRUE(file.remove("b/0"));
  EXPECT_FALSE(file.remove("b/0"));
  EXPECT_FALSE(file.contains("b/0"));
  EXPECT_EQ(file.text(), "# head\r\na/0\r\n\r\nc/0");
}

TEST(SetName, IsAWord) {
  for (const char* good : {"record", "paper 2", "größe", "a.b"}) EXPECT_NO_THROW(check_set_name(good)) << good;
  for (const std::string& bad :
       Names{"", "a/b", "../x", ".x", "-x", "a\nb", "\xff", "record.txt", std::string(101, 'a')})
    EXPECT_THROW(check_set_name(bad), base::UserError) << bad;
}

KnownRun run_of(const std::string& name, const std::string& uuid, State state, std::int64_t ended) {
  KnownRun known;
  known.record.run = name;
  known.record.uuid = uuid;
  known.record.state = state;
  known.record.attempts.resize(1);
  known.record.attempts[0].ended = base::Timestamp{ended};
  return known;
}

TEST(FinishedSet, IsInOrderOfTheEnd) {
  std::vector<KnownRun> runs = {run_of("a/0", "1111", State::finished, 30), run_of("a/1", "2222", State::failed, 10),
                                run_of("b/0", "3333", State::finished, 20), run_of("b/1", "4444", State::running, 5),
                                run_of("b/0/eval/0", "5555", State::finished, 40)};
  EXPECT_EQ(derive_finished_set(runs).runs(), (Names{"b/0", "a/0"}));
  runs[0].record.deleted = true;
  runs[2].newer_format = true;
  EXPECT_EQ(derive_finished_set(runs).text(), "");
}

TEST(FinishedSet, TellsRunsOfOneNameApart) {
  const std::vector<KnownRun> runs = {
      run_of("a/0", "abcd1111", State::finished, 1), run_of("a/0", "abcd2222", State::finished, 2),
      run_of("a/0", "ffff0000", State::failed, 3), run_of("b/0", "abcd3333", State::finished, 4)};
  EXPECT_EQ(derive_finished_set(runs).runs(), (Names{"a/0-abcd1", "a/0-abcd2", "b/0"}));
}

class Sets : public RepositoryTest {
 protected:
  Sets() { settings_.statistic_dir = at("s"); }
  Names runs(const std::string& set) const {
    const auto file = find_set(store_, set);
    return file ? file->runs() : Names{"no file"};
  }

  Settings settings_;
  base::CollectedMessages messages_;
  git::Repository repository_ = git::Repository::open();
  Store store_{repository_, settings_, messages_};
};

TEST_F(Sets, AreFilesOfBothLayoutsTheNewerFirst) {
  EXPECT_EQ(set_names(settings_), Names{});
  EXPECT_EQ(runs("record"), Names{"no file"});
  write("s/experiment/record.txt", "old/0\n");
  write("s/experiment/paper.txt", "\nold/1");
  write("s/exper-list/record.txt", "new/0\n");
  write("s/exper-list/record.txt.lock", "");
  write("s/exper-list/.hidden.txt", "");
  EXPECT_EQ(set_names(settings_), (Names{"paper", "record"}));
  EXPECT_EQ(runs("record"), Names{"new/0"});
  EXPECT_EQ(runs("paper"), Names{"old/1"});
  EXPECT_THROW(find_set(store_, "../x"), base::UserError);
}

TEST_F(Sets, AreChangedAsAWhole) {
  change_set(store_, "record", [](SetFile& set) { return set.add("a/0"); });
  EXPECT_EQ(read("s/exper-list/record.txt"), "a/0\n");
  const auto changed = base::find_mtime_ns(at("s/exper-list/record.txt"));
  change_set(store_, "record", [](SetFile& set) { return set.add("a/0"); });
  EXPECT_EQ(base::find_mtime_ns(at("s/exper-list/record.txt")), changed) << "nothing to change, nothing written";
  EXPECT_THROW(change_set(store_, "record",
                          [](SetFile& set) -> bool {
                            set.add("b/0");
                            throw base::UserError("unknown run");
                          }),
               base::UserError);
  EXPECT_EQ(read("s/exper-list/record.txt"), "a/0\n");
  EXPECT_EQ(base::find_entries(at("s/exper-list")), Names{"record.txt"}) << "no lock, no temporary";
}

TEST_F(Sets, OfTheOldLayoutAreTakenOver) {
  write("s/experiment/record.txt", "\nold/0");
  change_set(store_, "record", [](SetFile& set) { return set.add("new/0"); });
  EXPECT_EQ(read("s/exper-list/record.txt"), "\nold/0\nnew/0\n");
  EXPECT_EQ(read("s/experiment/record.txt"), "\nold/0");
}

TEST_F(Sets, AreExtendedByWhoeverHoldsThem) {
  extend_set(store_, "record", "a/0");
  EXPECT_EQ(read("s/exper-list/record.txt"), "a/0\n");
  write("s/exper-list/record.txt.lock", "");
  EXPECT_THROW(extend_set(store_, "record", "b/0"), base::UserError) << "somebody holds it";
  EXPECT_EQ(read("s/exper-list/record.txt"), "a/0\n");
  EXPECT_EQ(runs("record"), (Names{"a/0", "b/0"})) << "readers count it already";
  base::remove_tree(at("s/exper-list/record.txt.lock"));
  write("s/exper-list/.record.txt.add-00", "../x/0");
  change_set(store_, "record", [](SetFile& set) { return set.remove("a/0"); });
  EXPECT_EQ(read("s/exper-list/record.txt"), "b/0\n");
  EXPECT_EQ(base::find_entries(at("s/exper-list")), (Names{".record.txt.add-00", "record.txt"}));
}

TEST_F(Sets, FinishedMakesItself) {
  EXPECT_EQ(runs("finished"), Names{});
  try {
    change_set(store_, "finished", [](SetFile& set) { return set.add("a/0"); });
    FAIL();
  } catch (const base::UserError& error) {
    EXPECT_STREQ(error.what(), "the set 'finished' cannot be changed: it is made of what the records say");
  }
}

TEST_F(Sets, WhatCannotBeReadIsSaid) {
  base::make_folders(at("s/exper-list/record.txt"));
  EXPECT_THROW(find_set(store_, "record"), base::UserError);
}

}  // namespace
}  // namespace experiment
