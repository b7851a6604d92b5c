#include "experiment/lost_records.h"

#include "experiment/index.h"
#include "experiment/store_test.h"
#include "git/notes.h"

namespace experiment {
namespace {

/// Three records and an edit are published; then somebody takes refs away.
class LostRecords : public StoreTest {
 protected:
  LostRecords() {
    OpenStore open;
    for (int i = 0; i < 3; ++i) make_published_run(open, "asr");
    auto run = resolve_run(open.store, "asr/1").run;
    add_edit(open.store, run, {{"label", "good"}});
    before_ = note_lines();
  }
  void take_refs() const {
    git({"update-ref", "-d", "refs/notes/exp"});
    git({"update-ref", "-d", "refs/exp/published"});
  }
  void collect_garbage() const { git({"-c", "gc.reflogExpire=now", "gc", "--quiet", "--prune=now"}); }
  void mend() {
    OpenStore open;
    publish_and_mend(open.store);
    said_ = base::join(open.messages.lines(), "\n");
  }
  void expect_guarded() const {
    EXPECT_EQ(git({"rev-parse", "refs/exp/published"}), git({"rev-parse", "refs/notes/exp"}));
    EXPECT_EQ("refs/notes/exp " + git({"rev-parse", "refs/notes/exp"}), read("repo/.git/exp/published"));
    git({"fsck", "--strict"});
  }

  std::vector<std::string> before_;
  std::string said_;
};

TEST_F(LostRecords, NothingIsAskedWhereTheGuardIsThere) {
  OpenStore open;
  EXPECT_FALSE(mark_lost_records(open.store));
  EXPECT_TRUE(markers().empty());
  expect_guarded();
}

TEST_F(LostRecords, WhatGitStillHasIsPutBack) {
  take_refs();
  base::remove_tree(result("asr/0"));
  mend();
  EXPECT_EQ(note_lines(), before_);
  EXPECT_NE(said_.find("put back 4 lines of 'refs/notes/exp'"), said_.npos) << said_;
  expect_guarded();
}

TEST_F(LostRecords, WhatGitHasRemovedComesFromTheRunFolders) {
  take_refs();
  collect_garbage();
  mend();
  EXPECT_EQ(note_lines(), before_);
  EXPECT_NE(
      said_.find("warning: 'refs/exp/published' was lost or overwritten: 3 records of the run folders had gone from "
                 "the notes, and are published again"),
      said_.npos)
      << said_;
  expect_guarded();
  mend();
  EXPECT_EQ(said_, "");
}

TEST_F(LostRecords, TheNextRunsEndMendsToo) {
  take_refs();
  collect_garbage();
  OpenStore open;
  make_published_run(open, "asr");
  EXPECT_EQ(note_lines().size(), 5u);
  expect_guarded();
}

TEST_F(LostRecords, WhatOthersPublishedIsNoGuard) {
  const std::string theirs =
      git({"commit-tree", "-m", "theirs", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"}).substr(0, 40);
  for (const char* ref : {"refs/notes/exp", "refs/exp/published"}) git({"update-ref", ref, theirs});
  collect_garbage();
  mend();
  EXPECT_EQ(note_lines(), before_);
  EXPECT_TRUE(markers().empty());
  expect_guarded();
}

TEST_F(LostRecords, AWriterThatDidNotAskLeavesTheGuardAlone) {
  take_refs();
  collect_garbage();
  OpenStore open;
  git::write_note_lines(
      open.repository, {{*git::Oid::parse(head()), "foreign"}},
      [](std::string_view, std::string_view) { return false; }, open.messages);
  EXPECT_EQ(note_lines(), std::vector<std::string>{"foreign"});
  mend();
  EXPECT_EQ(note_lines().size(), before_.size() + 1);
}

TEST_F(LostRecords, OfACommitThatIsNotHereAreLeftAlone) {
  OpenStore open;
  Record record = new_record("other");
  record.commit = std::string(40, 'd');
  const RunPaths paths = claim_run(open.store, record);
  record.state = State::finished;
  write_run_json(paths, record);
  make_run(open, "running", State::running);
  take_refs();
  collect_garbage();
  mend();
  EXPECT_EQ(note_lines(), before_);
}

}  // namespace
}  // namespace experiment
