#include "experiment/summaries.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include "base/random.h"
#include "experiment/store_test.h"

namespace experiment {
namespace {

/// Enough for a file to be worth it.
constexpr int many = 260;

class Summaries : public StoreTest {
 protected:
  Record noted(const std::string& tag, int n) const {
    Record record = new_record(tag);
    record.run = tag + "/" + std::to_string(n);
    record.id = n;
    record.uuid = base::random_uuid();
    record.rev = 1;
    record.state = State::finished;
    record.created.ms = record.updated.ms = 1'700'000'000'000 + n;
    return record;
  }
  void write_note(const std::vector<Record>& records, const std::string& commit = "HEAD") const {
    std::string text;
    for (const auto& record : records) text += format_note_line(record) + "\n";
    write("note", text);
    git({"notes", "--ref=exp", "add", "-f", "-F", at("note"), commit});
  }
  /// A folder as it was long ago.
  void write_run(const Record& record) const {
    write("repo/__result__/" + record.run + "/run.json", format_run_json(record));
    settle(record.run + "/run.json");
    settle(record.run);
  }
  void settle(const std::string& name) const {
    const timespec times[2] = {{1'700'000'000, 0}, {1'700'000'000, 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, result(name).c_str(), times, 0), 0) << name;
  }
  /// A commit with a note, and folders of its first runs.
  std::vector<Record> write_experiment(const std::string& tag, int runs) const {
    git({"commit", "-q", "--allow-empty", "-m", tag});
    std::vector<Record> records;
    for (int n = 0; n < runs; ++n) records.push_back(noted(tag, n));
    for (int n = 0; n < runs && n < 5; ++n) write_run(records[static_cast<std::size_t>(n)]);
    write_note(records);
    return records;
  }
  /// The runs of all parts; which ones were summarised now stands in now_.
  std::vector<std::string> known() {
    now_.clear();
    OpenStore open;
    const auto summarise = [&](std::vector<KnownRun> runs) {
      std::string text;
      for (const auto& run : runs) {
        text += run.record.run + " " + std::string(format_state(run.record.state)) + " " + run.record.message + "\n";
        now_.insert(run.record.tag);
      }
      return text;
    };
    std::string all;
    for (const auto& text : load_summaries(open.store, {"test", "1", summarise})) all += text;
    said_ = open.messages.lines();
    auto lines = base::split(all, '\n');
    std::sort(lines.begin(), lines.end());
    lines.erase(lines.begin());
    return lines;
  }
  std::string file() const { return at("repo/.git/exp/cache/summaries-test"); }
  using Tags = std::set<std::string>;

  Tags now_;
  std::vector<std::string> said_;
};

TEST_F(Summaries, OnlyWhatHasChangedIsReadAgain) {
  auto first = write_experiment("first", many), second = write_experiment("second", 3);
  const auto before = known();
  ASSERT_EQ(before.size(), many + 3u);
  EXPECT_EQ(now_, Tags({"first", "second"}));
  ASSERT_TRUE(base::path_exists(file()));
  EXPECT_EQ(known(), before);
  EXPECT_EQ(now_, Tags());

  // A note, a record, a folder more, one less, an edit.
  second.push_back(noted("second", 7));
  write_note(second);
  EXPECT_EQ(known().size(), many + 4u);
  EXPECT_EQ(now_, Tags({"second"}));
  second[1].state = State::failed;
  second[1].rev = 2;
  write_run(second[1]);
  EXPECT_EQ(known()[many + 1], "second/1 failed ");
  EXPECT_EQ(now_, Tags({"second"}));
  write_run(noted("second", 8));
  EXPECT_EQ(known().size(), many + 5u);
  base::remove_tree(result("second/8"));
  EXPECT_EQ(known().size(), many + 4u);
  const Edit edit{first[0].run, first[0].uuid, first[0].commit, {1'800'000'000'000}, "ada", {{"message", "edited"}}};
  write("repo/__result__/first/0/edits.jsonl", format_edit_line(edit) + "\n");
  EXPECT_EQ(known()[0], "first/0 finished edited");
  EXPECT_EQ(now_, Tags({"first", "second"}));
}

TEST_F(Summaries, WhatBelongsTogetherIsReadTogether) {
  const auto first = write_experiment("first", many);
  write_experiment("second", 3);
  known();
  // Another commit has a line about a known uuid, and a newer one.
  git({"commit", "-q", "--allow-empty", "-m", "third"});
  Record newer = first[0];
  newer.rev = 2;
  newer.state = State::failed;
  write_note({newer});
  EXPECT_EQ(known()[0], "first/0 failed ");
  EXPECT_EQ(now_, Tags({"first"}));
  // A folder of another tag has a run of that commit.
  Record other = first[0];
  other.run = "other/0";
  other.tag = "other";
  other.uuid = base::random_uuid();
  write_run(other);
  EXPECT_EQ(known().size(), many + 4u);
  EXPECT_EQ(now_, Tags({"first", "other"}));
}

TEST_F(Summaries, WhatMayChangeUnseenIsReadEachTime) {
  auto first = write_experiment("first", many), second = write_experiment("second", 3);
  second[0].state = State::running;
  write_run(second[0]);
  known();
  EXPECT_EQ(known()[many], "second/0 running ");
  EXPECT_EQ(now_, Tags({"second"}));
  second[0].state = State::finished;
  write("repo/__result__/second/0/run.json", format_run_json(second[0]));  // just now
  known();
  known();
  EXPECT_EQ(now_, Tags({"second"}));

  // Records that cannot be read, and lines that nobody understands, are warned of each time.
  write("repo/__result__/second/1/run.json", "{");
  write("note", "no record\n");
  git({"notes", "--ref=exp", "append", "-F", at("note"), "HEAD~1"});
  known();
  const auto said = said_;
  EXPECT_EQ(said.size(), 2u);
  known();
  EXPECT_EQ(said_, said);
}

TEST_F(Summaries, AnEditInPlaceIsSeenThoughItsTimeIsSetBack) {
  write_experiment("first", many);
  known();
  ASSERT_EQ(known()[0], "first/0 finished ");
  const std::string path = result("first/0/run.json");
  std::string text = base::load_file(path);
  const auto at = text.find("\"finished\"");
  ASSERT_NE(at, text.npos);
  text.replace(at, 10, "\"failed\"  ");
  std::FILE* record = std::fopen(path.c_str(), "r+");
  ASSERT_TRUE(record);
  std::fputs(text.c_str(), record);
  std::fclose(record);
  settle("first/0/run.json");
  EXPECT_EQ(known()[0], "first/0 failed ");
}

TEST_F(Summaries, ADamagedOrForeignFileIsReplaced) {
  write_experiment("first", many);
  const auto all = known();
  const std::string sound = base::load_file(file());
  std::string flipped = sound;
  flipped[sound.size() / 2] ^= 1;
  for (const std::string& bytes : {flipped, std::string("x"), sound.substr(0, sound.size() - 1), std::string()}) {
    base::write_file_atomically(file(), bytes);
    EXPECT_EQ(known(), all);
    EXPECT_EQ(base::load_file(file()), sound);
  }
  base::remove_tree(file());
  ASSERT_EQ(::mkfifo(file().c_str(), 0600), 0);
  EXPECT_EQ(known(), all);
  base::remove_tree(file());
  base::make_folders(file());
  EXPECT_EQ(known(), all);
}

TEST_F(Summaries, ALittleHistoryHasNone) {
  write_experiment("first", 3);
  EXPECT_EQ(known().size(), 3u);
  EXPECT_FALSE(base::path_exists(file()));
}

}  // namespace
}  // namespace experiment
