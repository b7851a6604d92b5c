#include <algorithm>

#include "base/random.h"
#include "experiment/store_test.h"

namespace experiment {
namespace {

class KnownRuns : public StoreTest {
 protected:
  /// A line that stands in no folder.
  Record noted(const std::string& run, std::int64_t rev = 1) const {
    Record record = new_record(run.substr(0, run.rfind('/')));
    record.run = run;
    record.id = std::stoll(run.substr(run.rfind('/') + 1));
    record.uuid = base::random_uuid();
    record.rev = rev;
    record.state = State::finished;
    record.created.ms = record.updated.ms = 1'700'000'000'000 + rev;
    return record;
  }
  void write_note(const std::vector<std::string>& lines, const std::string& commit = "HEAD") const {
    write("note", base::join(lines, "\n") + "\n");
    git({"notes", "--ref=exp", "add", "-f", "-F", at("note"), commit});
  }
  /// As if it had been fetched.
  void write_fetched_note(const std::vector<std::string>& lines) const {
    write("note", base::join(lines, "\n") + "\n");
    git({"notes", "--ref=fetched", "add", "-f", "-F", at("note"), "HEAD"});
    git({"update-ref", "refs/exp-remotes/origin/notes/exp", "refs/notes/fetched"});
  }
  static std::vector<std::string> names(const std::vector<KnownRun>& runs) {
    std::vector<std::string> names;
    for (const auto& run : runs) names.push_back(run.record.run + (run.is_copy ? " (copy)" : ""));
    return names;
  }
};

TEST_F(KnownRuns, NothingIsKnownAtFirst) {
  OpenStore open;
  EXPECT_TRUE(load_all_runs(open.store).empty());
  EXPECT_TRUE(load_runs_of_tag(open.store, "asr").empty());
  EXPECT_FALSE(find_latest_run(open.store, "asr"));
  EXPECT_TRUE(open.messages.lines().empty());
}

TEST_F(KnownRuns, FoldersAndNotesTogetherSortedOnceEach) {
  OpenStore open;
  for (int i = 0; i < 11; ++i) make_published_run(open, "b/asr");
  make_run(open, "a");
  base::remove_tree(result("b/asr/4"));
  const auto runs = load_all_runs(open.store);
  ASSERT_EQ(runs.size(), 12u);
  EXPECT_EQ(runs[0].record.run, "a/0");
  EXPECT_FALSE(runs[0].published);
  EXPECT_EQ(runs[3].record.run, "b/asr/2");
  EXPECT_EQ(runs[3].folder, result("b/asr/2"));
  EXPECT_TRUE(runs[3].published);
  EXPECT_EQ(runs[5].record.run, "b/asr/4");
  EXPECT_EQ(runs[5].folder, "");
  EXPECT_EQ(runs[5].remote, "");
  EXPECT_EQ(runs[11].record.run, "b/asr/10");
  EXPECT_EQ(load_runs_of_tag(open.store, "b/asr").size(), 11u);
  EXPECT_TRUE(load_runs_of_tag(open.store, "b").empty());
  EXPECT_TRUE(open.messages.lines().empty());
}

TEST_F(KnownRuns, TheLargestRevCountsWhereverItIs) {
  OpenStore open;
  Record record = make_published_run(open, "asr");
  const std::string old_text = read("repo/__result__/asr/0/run.json");
  record.state = State::failed;
  write_run_json({result("asr/0")}, record);
  publish(open.store, record, result("asr/0"));
  write("repo/__result__/asr/0/run.json", old_text);  // an old copy of the folder came back
  auto runs = load_all_runs(open.store);
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].record.state, State::failed);
  EXPECT_EQ(runs[0].folder, result("asr/0"));

  record.state = State::interrupted;
  record.rev += 5;
  write("repo/__result__/asr/0/run.json", format_run_json(record));
  runs = load_all_runs(open.store);
  EXPECT_EQ(runs[0].record.state, State::interrupted);
  EXPECT_FALSE(runs[0].published);
}

TEST_F(KnownRuns, OfEqualRevTheLaterUpdateAndThenTheLargerLine) {
  OpenStore open;
  Record early = noted("asr/0", 3), late = early;
  late.updated.ms += 10;
  late.message = "late";
  write_note({format_note_line(late), format_note_line(early)});
  EXPECT_EQ(load_all_runs(open.store).at(0).record.message, "late");
  Record larger = late;
  larger.message = "zate";
  write_note({format_note_line(early), format_note_line(larger), format_note_line(late)});
  OpenStore again;
  EXPECT_EQ(load_all_runs(again.store).at(0).record.message, "zate");
}

TEST_F(KnownRuns, FetchedOnesAreMarkedUntilTheyAreMerged) {
  OpenStore open;
  const Record theirs = noted("asr/0"), both = noted("asr/1");
  write_note({format_note_line(both)});
  write_fetched_note({format_note_line(both), format_note_line(theirs)});
  const auto runs = load_all_runs(open.store);
  ASSERT_EQ(runs.size(), 2u);
  EXPECT_EQ(runs[0].remote, "origin");
  EXPECT_FALSE(runs[0].published);
  EXPECT_EQ(runs[1].remote, "");
  EXPECT_TRUE(runs[1].published);
}

TEST_F(KnownRuns, DeletedIsFinal) {
  OpenStore open;
  const Record record = make_published_run(open, "asr");
  Record deleted = record, later = record;
  deleted.deleted = true;
  later.rev += 2;
  write_note({format_note_line(record), format_note_line(deleted), format_note_line(later)});
  EXPECT_TRUE(load_all_runs(open.store).empty());
  EXPECT_TRUE(load_runs_of_tag(open.store, "asr").empty());
  EXPECT_FALSE(find_latest_run(open.store, "asr"));
}

TEST_F(KnownRuns, ARemoteDeletesNoRunWhoseFolderIsHere) {
  OpenStore open;
  Record record = make_run(open, "asr");
  Record gone = noted("other/0");
  record.deleted = gone.deleted = true;
  record.rev += 9;
  write_fetched_note({format_note_line(record), format_note_line(gone)});
  const auto runs = load_all_runs(open.store);
  EXPECT_EQ(names(runs), std::vector<std::string>{"asr/0"});
}

TEST_F(KnownRuns, LinesOfOthersChangeNoRun) {
  OpenStore open;
  const Record record = make_published_run(open, "asr");
  Record renamed = record, moved = record, climbing = noted("asr/5");
  renamed.rev = moved.rev = 100;
  renamed.run = "bad/0";
  moved.commit = std::string(40, 'a');
  std::string escaping = format_note_line(climbing);
  escaping.replace(escaping.find("asr/5"), 5, "../../etc/5");
  std::string odd_uuid = format_note_line(noted("asr/6"));
  odd_uuid.replace(odd_uuid.find("\"uuid\":\"") + 8, 36, "../../../../../../../../../../../etc");
  write_fetched_note({format_note_line(renamed), format_note_line(moved), escaping, odd_uuid, "no json", "{}", "[1",
                      "{\"v\":" + std::string(99, '9') + ",\"run\":\"asr/7\"}"});
  const auto runs = load_all_runs(open.store);
  ASSERT_EQ(names(runs), std::vector<std::string>{"asr/0"});
  EXPECT_EQ(runs[0].record.commit, record.commit);
  EXPECT_EQ(runs[0].record.rev, record.rev);
  ASSERT_EQ(open.messages.lines().size(), 1u);
  EXPECT_EQ(open.messages.lines()[0],
            "warning: 8 lines of the notes could not be understood (damaged, or not ours) and were left out");
}

TEST_F(KnownRuns, ABadLineHidesNoGoodOne) {
  OpenStore open;
  const Record good = noted("asr/0", 1);
  std::string broken = format_note_line(noted("asr/0", 2));
  broken.replace(broken.find("\"uuid\":\"") + 8, 36, good.uuid);
  broken.replace(broken.find("\"state\":\"finished\""), 18, "\"state\":17");
  std::string climbing = format_note_line(good);
  climbing.replace(climbing.find("asr/0"), 5, "../../etc/0");
  write_note({climbing, format_note_line(good), broken});
  const auto runs = load_all_runs(open.store);
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_EQ(runs[0].record.rev, 1);
}

TEST_F(KnownRuns, ANewerVersionIsShownAsSuch) {
  OpenStore open;
  const Record old = noted("asr/0", 1);
  std::string newer = format_note_line(old);
  newer.replace(0, 6, "{\"v\":2");
  newer.replace(newer.find("\"rev\":1"), 7, "\"rev\":2");
  newer.insert(newer.size() - 1, ",\"shape\":{\"deep\":[1]}");
  write_note({format_note_line(old), newer});
  const auto runs = load_all_runs(open.store);
  ASSERT_EQ(runs.size(), 1u);
  EXPECT_TRUE(runs[0].newer_format);
  EXPECT_EQ(runs[0].record.rev, 2);
}

TEST_F(KnownRuns, CopiesStandBehindTheirOriginal) {
  OpenStore open;
  make_published_run(open, "asr");
  base::make_folders(result("backup/asr"));
  ASSERT_EQ(process::run({.argv = {"cp", "-r", result("asr/0"), result("backup/asr/0")}}).status, 0);
  ASSERT_EQ(process::run({.argv = {"cp", "-r", result("asr/0"), result("asr/3")}}).status, 0);
  EXPECT_EQ(names(load_all_runs(open.store)), (std::vector<std::string>{"asr/0", "asr/0 (copy)", "asr/0 (copy)"}));
  base::remove_tree(result("asr"));
  const auto runs = load_all_runs(open.store);
  EXPECT_EQ(names(runs), std::vector<std::string>{"asr/0 (copy)"});
  EXPECT_EQ(runs[0].folder, result("backup/asr/0"));
}

TEST_F(KnownRuns, AHalfWrittenRecordIsNamedAndHarmsNoOther) {
  OpenStore open;
  make_run(open, "asr");
  make_run(open, "asr");
  write("repo/__result__/asr/0/run.json", "{\"v\":1,\"run\":\"asr/0\",\"uuid\":");
  base::make_folders(result("asr/5"));
  base::make_folders(result("asr/6/run.json"));
  EXPECT_EQ(names(load_all_runs(open.store)), std::vector<std::string>{"asr/1"});
  ASSERT_EQ(open.messages.lines().size(), 2u);
  EXPECT_NE(base::join(open.messages.lines(), "\n").find("warning: the record '" + result("asr/0/run.json") + "' "),
            std::string::npos);
}

TEST_F(KnownRuns, NoLinkIsFollowed) {
  OpenStore open;
  make_run(open, "asr");
  ASSERT_EQ(::rename(result("asr/0").c_str(), at("outside").c_str()), 0);
  ASSERT_EQ(::symlink(at("outside").c_str(), result("asr/0").c_str()), 0);
  ASSERT_EQ(::symlink(at("repo/__result__").c_str(), result("circle").c_str()), 0);
  make_run(open, "other");
  ASSERT_EQ(::rename(result("other/0/run.json").c_str(), at("stolen.json").c_str()), 0);
  ASSERT_EQ(::symlink(at("stolen.json").c_str(), result("other/0/run.json").c_str()), 0);
  EXPECT_TRUE(load_all_runs(open.store).empty());
  EXPECT_TRUE(load_runs_of_tag(open.store, "asr").empty());
}

TEST_F(KnownRuns, WhatWaitsInAnotherResultFolderIsKnown) {
  OpenStore open;
  const Record record = make_run(open, "asr");
  write("repo/.git/exp/pending/" + record.uuid + ".2", result("asr/0") + "\n");
  git({"config", "exp.resultDir", "moved"});
  OpenStore after;
  const auto runs = load_all_runs(after.store);
  ASSERT_EQ(names(runs), std::vector<std::string>{"asr/0"});
  EXPECT_EQ(runs[0].folder, result("asr/0"));
}

TEST_F(KnownRuns, EvaluationsBelongToTheirRun) {
  OpenStore open;
  const Record parent = make_run(open, "asr");
  Record child = noted("asr/0");
  child.run = "asr/0/eval/0";
  write("repo/__result__/asr/0/eval/0/run.json", format_run_json(child));
  write("repo/__result__/asr/0/eval/x/run.json", "not looked at");
  const auto runs = load_runs_of_tag(open.store, "asr");
  EXPECT_EQ(names(runs), (std::vector<std::string>{"asr/0", "asr/0/eval/0"}));
  EXPECT_EQ(runs[1].folder, result("asr/0/eval/0"));
  EXPECT_EQ(find_latest_run(open.store, "asr")->record.uuid, parent.uuid);
}

TEST_F(KnownRuns, TheLatestIsTheNewestWhereverItIs) {
  OpenStore open;
  make_tag("asr");
  for (int i = 0; i < 12; ++i) make_run(open, "asr");
  EXPECT_EQ(find_latest_run(open.store, "asr")->record.run, "asr/11");
  Record theirs = noted("asr/3");
  theirs.created.ms = base::now().ms + 60'000;
  write_fetched_note({format_note_line(theirs)});
  const auto latest = find_latest_run(open.store, "asr");
  ASSERT_TRUE(latest);
  EXPECT_EQ(latest->record.uuid, theirs.uuid);
  EXPECT_EQ(latest->remote, "origin");
  Record deleted = theirs;
  deleted.deleted = true;
  write_fetched_note({format_note_line(theirs), format_note_line(deleted)});
  EXPECT_EQ(find_latest_run(open.store, "asr")->record.run, "asr/11");
}

TEST_F(KnownRuns, ExperimentsAreTagsWithTheTrailerOrARecord) {
  make_tag("plain");
  git({"tag", "v1.0"});
  git({"tag", "with-note"});
  git({"tag", "with-folder"});
  git({"tag", "-a", "-m", "Exp-Experiment: 1\n\nonly talked about", "talk"});
  OpenStore open;
  make_published_run(open, "with-note");
  make_run(open, "with-folder");
  const git::Oid commit = *open.repository.find_head();
  EXPECT_EQ(experiments_at(open.store, commit), (std::vector<std::string>{"plain", "with-folder", "with-note"}));

  git({"config", "exp.tagPrefix", "exp/"});
  git({"tag", "-a", "-m", "x\n\nExp-Experiment: 1", "exp/mine"});
  OpenStore prefixed;
  EXPECT_EQ(experiments_at(prefixed.store, commit), std::vector<std::string>{"mine"});
  git({"commit", "-q", "--allow-empty", "-m", "next"});
  EXPECT_TRUE(experiments_at(prefixed.store, *open.repository.find_commit("HEAD")).empty());
}

}  // namespace
}  // namespace experiment
