#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <set>

#include "base/random.h"
#include "experiment/note_summary.h"
#include "experiment/pending.h"
#include "experiment/store_test.h"
#include "git/notes.h"

namespace experiment {
namespace {

class Publish : public StoreTest {
 protected:
  /// A note that is long enough for publishing to wait.
  void write_long_note(std::size_t lines) const {
    std::string text;
    Record record = new_record("old");
    for (std::size_t i = 0; i < lines; ++i) {
      record.run = "old/" + std::to_string(i);
      record.uuid = base::random_uuid();
      record.rev = 3;
      text += format_note_line(record) + "\n";
    }
    write("note", text);
    git({"notes", "--ref=exp", "add", "-f", "-F", at("note"), "HEAD"});
  }
  std::size_t count_lines_of(const Record& record) const {
    const auto lines = note_lines();
    const std::string identity = "\"uuid\":\"" + record.uuid + "\",\"rev\":" + std::to_string(record.rev) + ",";
    return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [&](const std::string& line) {
      return line.find(identity) != line.npos && line.find("\"kind\":\"edit\"") == line.npos;
    }));
  }
  void mark(const Record& record, const std::string& folder) const {
    write("repo/.git/exp/pending/" + record.uuid + "." + std::to_string(record.rev), folder + "\n");
  }
};

TEST_F(Publish, PutsTheRecordIntoTheNotesAndLeavesNoMarker) {
  OpenStore open;
  const Record record = make_published_run(open, "asr");
  EXPECT_EQ(note_lines(), std::vector<std::string>{format_note_line(record)});
  EXPECT_TRUE(markers().empty());
  EXPECT_TRUE(open.messages.lines().empty());
  publish(open.store, record, result("asr/0"));
  EXPECT_EQ(note_lines().size(), 1u) << "the same state once";
}

TEST_F(Publish, ANewerStateIsAFurtherLine) {
  OpenStore open;
  Record record = make_published_run(open, "asr");
  record.state = State::failed;
  write_run_json({result("asr/0")}, record);
  publish(open.store, record, result("asr/0"));
  EXPECT_EQ(note_lines().size(), 2u);
  EXPECT_EQ(count_lines_of(record), 1u);
}

TEST_F(Publish, PendingCostsNothingAndIsWrittenInOneCommit) {
  OpenStore open;
  EXPECT_EQ(publish_pending(open.store).records, 0u);
  for (int i = 0; i < 5; ++i) mark(make_run(open, "asr"), result("asr/" + std::to_string(i)));
  const Published published = publish_pending(open.store);
  EXPECT_EQ(published.records, 5u);
  EXPECT_EQ(published.runs.size(), 5u);
  EXPECT_EQ(note_lines().size(), 5u);
  EXPECT_EQ(git({"rev-list", "--count", "refs/notes/exp"}), "1\n");
  EXPECT_TRUE(markers().empty());
  EXPECT_EQ(publish_pending(open.store).records, 0u);
}

TEST_F(Publish, BrokenMarkersAreSaidOnceAndSetAside) {
  OpenStore open;
  const Record gone = make_run(open, "gone"), half = make_run(open, "half"), good = make_run(open, "good");
  const Record other = make_run(open, "other");
  mark(gone, result("gone/0"));
  mark(half, result("half/0"));
  mark(good, result("good/0"));
  mark(other, result("good/0"));
  write("repo/.git/exp/pending/not-ours", "x");
  write("repo/.git/exp/pending/" + base::random_uuid() + ".1", "");
  base::remove_tree(result("gone"));
  write("repo/__result__/half/0/run.json", "{\"v\":1,\"run\":\"ha");
  EXPECT_EQ(publish_pending(open.store).runs, std::vector<std::string>{"good/0"});
  EXPECT_EQ(markers(), (std::vector<std::string>{"broken", "not-ours"}));
  EXPECT_EQ(entries(".git/exp/pending/broken").size(), 4u);
  std::string said = base::join(open.messages.lines(), "\n");
  for (const char* expected :
       {"gone/0' is gone", "half/0' has a record that cannot be read", "good/0' holds another run"})
    EXPECT_NE(said.find(expected), std::string::npos) << said;
  EXPECT_EQ(open.messages.lines().size(), 4u);
  publish_pending(open.store);
  EXPECT_EQ(open.messages.lines().size(), 4u);
}

TEST_F(Publish, WaitsForAResultFolderThatIsNotMounted) {
  OpenStore open;
  const Record record = make_run(open, "asr");
  mark(record, result("asr/0"));
  ASSERT_EQ(::rename(at("repo/__result__").c_str(), at("unmounted").c_str()), 0);
  EXPECT_EQ(publish_pending(open.store).records, 0u);
  base::make_folders(at("repo/__result__"));  // the empty mount point
  EXPECT_EQ(publish_pending(open.store).records, 0u);
  EXPECT_EQ(markers().size(), 1u);
  EXPECT_TRUE(open.messages.lines().empty());
  ASSERT_EQ(::rmdir(at("repo/__result__").c_str()), 0);
  ASSERT_EQ(::rename(at("unmounted").c_str(), at("repo/__result__").c_str()), 0);
  EXPECT_EQ(publish_pending(open.store).records, 1u);
}

TEST_F(Publish, ALockThatNobodyHoldsDelaysNoRun) {
  OpenStore open;
  make_published_run(open, "asr");
  const Record record = make_run(open, "asr");
  write("repo/.git/refs/notes/exp.lock", "");
  const std::int64_t before = base::steady_ms();
  publish(open.store, record, result("asr/1"));
  EXPECT_LT(base::steady_ms() - before, 5000);
  EXPECT_EQ(markers().size(), 1u);
  const std::string said = base::join(open.messages.lines(), "\n");
  EXPECT_NE(said.find("exp.lock"), std::string::npos) << said;
  ::unlink(at("repo/.git/refs/notes/exp.lock").c_str());
  EXPECT_EQ(publish_pending(open.store).records, 1u);
  EXPECT_EQ(count_lines_of(record), 1u);
}

TEST_F(Publish, AGitFolderThatCannotBeWrittenIsAWarning) {
  OpenStore open;
  const Record record = make_run(open, "asr");
  write("repo/.git/exp", "a file where the folder should be");
  publish(open.store, record, result("asr/0"));
  const std::string said = base::join(open.messages.lines(), "\n");
  EXPECT_NE(said.find("warning: "), std::string::npos);
  EXPECT_NE(said.find("hint: the record of 'asr/0' is safe in '" + result("asr/0") + "'"), std::string::npos) << said;
}

TEST_F(Publish, LongNotesAreNotRewrittenForEachRun) {
  write_long_note(1000);
  OpenStore open;
  make_published_run(open, "asr");
  EXPECT_EQ(note_lines().size(), 1001u) << "after a pause at once";
  std::size_t largest = 0;
  for (int i = 0; i < 130; ++i) {
    make_published_run(open, "asr");
    largest = std::max(largest, markers().size());
  }
  EXPECT_EQ(largest, 124u) << "an eighth of the note";
  EXPECT_LE(std::stoi(git({"rev-list", "--count", "refs/notes/exp"})), 6);
  publish_pending(open.store);
  EXPECT_TRUE(markers().empty());
  EXPECT_EQ(note_lines().size(), 1131u);
}

TEST_F(Publish, TheSummaryOfALongNoteIsKeptAsLongAsItIsTrue) {
  write_long_note(200);
  OpenStore open;
  EXPECT_EQ(summarize_note(open.store, head()).lines, 200u);
  EXPECT_EQ(summarize_note(open.store, head()).largest_ids.at("old"), 199);
  write_long_note(300);
  OpenStore later;
  EXPECT_EQ(summarize_note(later.store, head()).lines, 300u);
  write("repo/.git/exp/cache/note-" + head(), "{\"refs\":\"");
  EXPECT_EQ(summarize_note(later.store, head()).largest_ids.at("old"), 299);
}

TEST_F(Publish, ManyProcessesLoseNothingAndDoubleNothing) {
  constexpr int processes = 32;
  EXPECT_EQ(count_failures_of(processes,
                              [&](int) {
                                OpenStore open;
                                make_published_run(open, "asr");
                                return true;
                              }),
            0);
  OpenStore open;
  publish_pending(open.store);
  EXPECT_TRUE(markers().empty());
  const auto lines = note_lines();
  std::set<std::string> uuids;
  for (const auto& line : lines) uuids.emplace(scan_line_prefix(line)->uuid);
  EXPECT_EQ(lines.size(), static_cast<std::size_t>(processes));
  EXPECT_EQ(uuids.size(), static_cast<std::size_t>(processes));
  git({"fsck", "--strict"});
}

TEST_F(Publish, KilledWritersLeaveNothingThatIsNotMended) {
  constexpr int writers = 6, runs_before_the_end = 25;
  std::vector<pid_t> children;
  for (int i = 0; i < writers; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      OpenStore open;
      while (true) make_published_run(open, "asr");
    }
    children.push_back(child);
  }
  const auto runs_on_disk = [&] {
    const auto names = base::find_entries(result("asr")).value_or(std::vector<std::string>());
    return std::count_if(names.begin(), names.end(), [](const std::string& name) { return base::is_digits(name); });
  };
  while (runs_on_disk() < runs_before_the_end) ::usleep(1000);
  for (const pid_t child : children) ::kill(child, SIGKILL);
  for (const pid_t child : children) ::waitpid(child, nullptr, 0);
  for (const char* lock : {"refs/notes/exp.lock", "refs/exp/published.lock"})
    ::unlink(at("repo/.git/" + std::string(lock)).c_str());

  OpenStore open;
  make_published_run(open, "asr");
  publish_pending(open.store);
  git({"fsck", "--strict"});
  EXPECT_TRUE(markers().empty()) << base::join(markers(), " ");
  for (const auto& name : entries("__result__/asr")) EXPECT_TRUE(base::is_digits(name)) << name;
  std::set<std::string> uuids, ids;
  for (const auto& run : load_all_runs(open.store)) {
    EXPECT_NE(run.folder, "") << run.record.run;
    uuids.insert(run.record.uuid);
    ids.insert(run.record.run);
  }
  EXPECT_EQ(static_cast<long>(uuids.size()), runs_on_disk());
  EXPECT_EQ(ids.size(), uuids.size());
  std::set<std::string> identities;
  for (const auto& line : note_lines()) {
    const auto prefix = scan_line_prefix(line);
    EXPECT_TRUE(identities.insert(std::string(prefix->uuid) + std::to_string(prefix->rev)).second) << line;
  }
}

TEST_F(Publish, ALongNoteLosesNothingEither) {
  write_long_note(300);
  constexpr int processes = 16, runs = 5;
  EXPECT_EQ(count_failures_of(processes,
                              [&](int) {
                                OpenStore open;
                                for (int i = 0; i < runs; ++i) make_published_run(open, "asr");
                                return true;
                              }),
            0);
  OpenStore open;
  publish_pending(open.store);
  EXPECT_TRUE(markers().empty());
  EXPECT_EQ(note_lines().size(), 300u + processes * runs);
}

}  // namespace
}  // namespace experiment
