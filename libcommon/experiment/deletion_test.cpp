#include "experiment/deletion.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

#include "experiment/active.h"
#include "experiment/store_test.h"

namespace experiment {
namespace {

class Deletion : public StoreTest {
 protected:
  KnownRun known(const Record& record) const {
    KnownRun run;
    run.record = record;
    run.folder = result(record.run);
    return run;
  }
  /// As exp-clean does it, to the end.
  void delete_run(OpenStore& open, const Record& record) const {
    mark_deleted(open.store, known(record));
    finish_deletions(open.store);
    publish_pending(open.store);
  }
  std::vector<std::string> tombstones() const {
    return base::find_entries(at("repo/.git/exp/deleted")).value_or(std::vector<std::string>());
  }
  static std::vector<std::string> names(const std::vector<KnownRun>& runs) {
    std::vector<std::string> all;
    for (const auto& run : runs) all.push_back(run.record.run);
    return all;
  }
  /// Nothing of the run is shown in any way.
  void expect_gone(OpenStore& open, const Record& record) const {
    const auto shown = names(load_all_runs(open.store)), of_tag = names(load_runs_of_tag(open.store, record.tag));
    EXPECT_EQ(std::count(shown.begin(), shown.end(), record.run), 0);
    EXPECT_EQ(std::count(of_tag.begin(), of_tag.end(), record.run), 0);
    EXPECT_NE(complaint_of([&] { resolve_run(open.store, record.run); }), "");
  }
};

using Names = std::vector<std::string>;

TEST_F(Deletion, TakesRecordAndFolder) {
  OpenStore open;
  const Record first = make_published_run(open, "asr"), second = make_published_run(open, "asr");
  delete_run(open, second);
  expect_gone(open, second);
  EXPECT_EQ(names(load_all_runs(open.store)), Names{"asr/0"});
  EXPECT_EQ(entries("__result__/asr"), Names{"0"});
  EXPECT_TRUE(markers().empty());
  EXPECT_TRUE(tombstones().empty());
  EXPECT_EQ(note_lines().size(), 3u);
  EXPECT_EQ(make_run(open, "asr").run, "asr/2") << "an id is used once";
  delete_run(open, first);
  EXPECT_EQ(find_latest_run(open.store, "asr")->record.run, "asr/2");
  EXPECT_TRUE(open.messages.lines().empty()) << open.messages.lines()[0];
}

TEST_F(Deletion, TheLineSaysWhoAndNothingOfTheResults) {
  OpenStore open;
  Record record = make_run(open, "asr");
  record.params = {{"lr", {"0.1", true}}};
  record.message = "a secret";
  write_run_json({result("asr/0")}, record);
  delete_run(open, record);
  const auto lines = note_lines();
  ASSERT_EQ(lines.size(), 1u) << "what was not published need not be, but the id is used";
  EXPECT_EQ(lines[0].find("lr"), std::string::npos);
  EXPECT_EQ(lines[0].find("secret"), std::string::npos);
  std::string error;
  const auto tombstone = parse_record(lines[0], error);
  ASSERT_TRUE(tombstone) << error;
  EXPECT_TRUE(tombstone->deleted);
  EXPECT_EQ(tombstone->rev, record.rev + 1);
  EXPECT_EQ(tombstone->unknown.text_of("deleted_by"), user_name() + "@" + host_name());
  EXPECT_EQ(make_run(open, "asr").run, "asr/1");
}

TEST_F(Deletion, WhoeverWasKilledLeavesItWholeOrGone) {
  OpenStore open;
  // Killed behind 1 (the tombstone is there, the folder whole), 2 (renamed, nothing marked), and half way in 4.
  const Record a = make_published_run(open, "asr"), b = make_run(open, "asr"), c = make_published_run(open, "asr");
  const std::string tombstone_of_a = at("repo/.git/exp/deleted/" + a.uuid + "/asr/0/run.json");
  mark_deleted(open.store, known(a));
  ASSERT_EQ(::rename(result("asr/.old-" + a.uuid).c_str(), result("asr/0").c_str()), 0);
  mark_deleted(open.store, known(b));
  mark_deleted(open.store, known(c));
  base::remove_tree(result("asr/.old-" + c.uuid + "/run.json"));
  for (const auto& record : {a, b, c}) expect_gone(open, record);
  EXPECT_EQ(make_run(open, "asr").run, "asr/3");

  OpenStore next;
  EXPECT_EQ(finish_deletions(next.store), Names{"asr/0"}) << "the new run has seen to the other two";
  EXPECT_EQ(publish_pending(next.store).runs, Names{}) << "a removed run is no news for a set";
  EXPECT_EQ(entries("__result__/asr"), Names{"3"});
  EXPECT_TRUE(tombstones().empty());
  EXPECT_TRUE(markers().empty());
  for (const auto& record : {a, b, c}) expect_gone(next, record);
  // Killed in 5: it is published, the tombstone is still there.
  write(tombstone_of_a.substr(at("").size()), format_run_json(a));
  EXPECT_TRUE(read_tombstones(next.store).empty()) << "a record that is not deleted is no tombstone";
  EXPECT_TRUE(finish_deletions(next.store).empty());
}

TEST_F(Deletion, HalvesOfTombstonesAreTidiedUp) {
  OpenStore open;
  const std::string uuid = "ab12cd34-0000-4000-8000-000000000000", folder = "repo/.git/exp/deleted/";
  write(folder + ".old-" + uuid + "/asr/0/run.json", "{");
  base::make_folders(at(folder + uuid + "/asr/0"));
  finish_deletions(open.store);
  EXPECT_EQ(tombstones(), Names{uuid}) << "somebody may be about to write it";
  timespec old[2] = {{1700000000, 0}, {1700000000, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, at(folder + uuid).c_str(), old, 0), 0);
  finish_deletions(open.store);
  EXPECT_TRUE(tombstones().empty());
}

TEST_F(Deletion, IsPublishedByWhoeverComesNext) {
  OpenStore open;
  const Record record = make_published_run(open, "asr");
  mark_deleted(open.store, known(record));
  finish_deletions(open.store);
  EXPECT_EQ(markers().size(), 1u);
  expect_gone(open, record);
  make_published_run(open, "asr");
  EXPECT_TRUE(markers().empty());
  EXPECT_TRUE(tombstones().empty());
  EXPECT_EQ(note_lines().size(), 3u);
  EXPECT_EQ(names(load_all_runs(open.store)), Names{"asr/1"});
}

TEST_F(Deletion, WhatWaitedForTheRunIsForgotten) {
  OpenStore open;
  const Record record = make_run(open, "asr");
  write("repo/.git/exp/pending/" + record.uuid + ".2", result("asr/0") + "\n");
  delete_run(open, record);
  EXPECT_TRUE(markers().empty());
  EXPECT_EQ(note_lines().size(), 1u);
  EXPECT_TRUE(open.messages.lines().empty()) << "nobody misses the folder";
}

TEST_F(Deletion, ATombstoneIsNotTakenForARecordOfThatRev) {
  OpenStore open;
  const Record record = make_published_run(open, "asr");
  Record later = record;
  ++later.rev;
  write("note", format_note_line(record) + "\n" + format_note_line(later) + "\n");
  git({"notes", "--ref=exp", "add", "-f", "-F", at("note"), "HEAD"});
  delete_run(open, record);
  expect_gone(open, record);
  EXPECT_EQ(note_lines().size(), 3u);
}

TEST_F(Deletion, NobodyTakesUpARunThatIsBeingRemoved) {
  OpenStore open;
  Record record = make_run(open, "asr", State::failed);
  record.attempts.emplace_back();
  const RunPaths paths{result("asr/0")};
  const auto claims = [&] {
    auto all = entries("__result__/asr/0");
    std::erase_if(all, [](const std::string& name) { return !name.starts_with("attempt-"); });
    return all;
  };
  const auto before = claims();
  // It cannot be renamed: a folder of that name is in the way, and cannot be removed.
  if (::geteuid() == 0) {
    write("repo/.git/exp/deleted", "no folder");
    EXPECT_NE(complaint_of([&] { mark_deleted(open.store, known(record)); }), "");
    EXPECT_EQ(claims(), before) << "the claim is given back";
    base::remove_tree(at("repo/.git/exp/deleted"));
  }
  EXPECT_EQ(resolve_run(open.store, "asr/0").run.record.uuid, record.uuid);
  mark_deleted(open.store, known(record));
  const auto held = base::find_entries(result("asr/.old-" + record.uuid));
  ASSERT_TRUE(held);
  EXPECT_TRUE(std::count(held->begin(), held->end(), "attempt-2.json"));
}

TEST_F(Deletion, WhatSomebodyHasJustTakenUpStays) {
  OpenStore open;
  Record record = make_run(open, "asr", State::failed);
  record.attempts.emplace_back();
  write_run_json({result("asr/0")}, record);
  const KnownRun before = known(record);
  // Claimed, and not yet in the record; then in it.
  write("repo/__result__/asr/0/attempt-2.json", format_owner(this_process()));
  const std::string complaint = "'asr/0' has just been taken up";
  EXPECT_EQ(complaint_of([&] { mark_deleted(open.store, before); }), complaint);
  base::remove_tree(result("asr/0/attempt-2.json"));
  write_run_json({result("asr/0")}, record);
  EXPECT_EQ(complaint_of([&] { mark_deleted(open.store, before); }), complaint);
  EXPECT_EQ(entries("__result__/asr/0"), (Names{"attempt-0.json", "run.json"}));
  EXPECT_TRUE(tombstones().empty());
  EXPECT_EQ(resolve_run(open.store, "asr/0").run.record.rev, record.rev);
  // Whoever claimed it is gone.
  write("repo/__result__/asr/0/attempt-2.json",
        R"({"host":")" + host_name() + R"(","user":"ada","pid":1,"start_ticks":1,"boot_id":"of-another-boot"})");
  mark_deleted(open.store, known(record));
  EXPECT_EQ(complaint_of([&] { mark_deleted(open.store, known(record)); }),
            "'asr/0' has just been removed by somebody else");
}

TEST_F(Deletion, AFolderThatIsGoneAlready) {
  OpenStore open;
  const Record record = make_published_run(open, "asr");
  base::remove_tree(result("asr"));
  KnownRun run = known(record);
  run.folder.clear();
  mark_deleted(open.store, run);
  EXPECT_TRUE(finish_deletions(open.store).empty());
  publish_pending(open.store);
  expect_gone(open, record);
  EXPECT_TRUE(tombstones().empty());
}

TEST_F(Deletion, AnotherRunInThatFolderStays) {
  OpenStore open;
  const Record record = make_published_run(open, "asr");
  mark_deleted(open.store, known(record));
  base::remove_tree(result("asr/.old-" + record.uuid));
  Record other = new_record("asr");
  other.run = "asr/0";
  other.uuid = "ab12cd34-0000-4000-8000-000000000000";
  other.rev = 1;
  write("repo/__result__/asr/0/run.json", format_run_json(other));
  finish_deletions(open.store);
  EXPECT_EQ(names(load_all_runs(open.store)), Names{"asr/0"});
  EXPECT_EQ(entries("__result__/asr/0"), Names{"run.json"});
}

TEST_F(Deletion, HostileTombstonesAreNone) {
  OpenStore open;
  const Record record = make_published_run(open, "asr");
  Record deleted = record, elsewhere = record;
  deleted.deleted = elsewhere.deleted = true;
  elsewhere.run = "tts/0";
  const std::string folder = "repo/.git/exp/deleted/" + record.uuid;
  write(folder + "/asr/1/run.json", format_run_json(deleted));  // not its place
  write(folder + "/asr/0/run.json", format_run_json(elsewhere));
  write("repo/.git/exp/deleted/no-uuid/asr/0/run.json", format_run_json(deleted));
  EXPECT_TRUE(read_tombstones(open.store).empty());
  EXPECT_EQ(names(load_all_runs(open.store)), Names{"asr/0"});
  drop_tombstone(open.store, result("asr/0"));
  EXPECT_EQ(entries("__result__/asr"), Names{"0"});
}

TEST_F(Deletion, FoldersAreMeasuredWithoutFollowingLinks) {
  write("run/a", "12345");
  write("run/deep/er/b", "123");
  write("outside", std::string(1000, 'x'));
  ASSERT_EQ(::symlink(at("outside").c_str(), at("run/link").c_str()), 0);
  ASSERT_EQ(::symlink(at("").c_str(), at("run/loop").c_str()), 0);
  const FolderSize size = measure_folder(at("run"));
  EXPECT_EQ(size.bytes, 8);
  EXPECT_EQ(size.files, 4);
  EXPECT_EQ(size.fault, "");
  EXPECT_EQ(measure_folder("").bytes, 0);
  ASSERT_EQ(::chmod(folder_.c_str(), 0755), 0);
  if (::geteuid() != 0 || ::seteuid(65534) != 0) GTEST_SKIP() << "cannot become another user";
  const std::string fault = measure_folder(at("run")).fault;
  ASSERT_EQ(::seteuid(0), 0);
  EXPECT_NE(fault.find("belongs to root"), std::string::npos) << fault;
}

}  // namespace
}  // namespace experiment
