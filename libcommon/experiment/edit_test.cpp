#include "base/random.h"
#include "experiment/edit_log.h"
#include "experiment/store_test.h"

namespace experiment {
namespace {

class Edits : public StoreTest {};

TEST_F(Edits, AreKeptInTheFolderAndInTheNotesAndShown) {
  OpenStore open;
  make_published_run(open, "asr");
  KnownRun run = resolve_run(open.store, "asr/0").run;
  add_edit(open.store, run, {{"message", "first"}, {"label", "keep"}});
  add_edit(open.store, run, {{"message", "second"}});
  EXPECT_EQ(run.record.message, "second");
  EXPECT_EQ(run.edits.size(), 2u);
  EXPECT_EQ(note_lines().size(), 3u);
  EXPECT_TRUE(markers().empty());
  EXPECT_EQ(read_edit_lines(result("asr/0"), run.record.uuid).size(), 2u);
  EXPECT_EQ(run.edits[0].by, "Ada <ada@example.org>");

  for (const char* where : {"both", "notes", "folder"}) {
    if (where == std::string("notes")) {
      ASSERT_EQ(::rename(result("asr").c_str(), at("away").c_str()), 0);
    }
    if (where == std::string("folder")) {
      ASSERT_EQ(::rename(at("away").c_str(), result("asr").c_str()), 0);
      git({"update-ref", "-d", "refs/notes/exp"});
    }
    OpenStore again;
    const KnownRun known = resolve_run(again.store, "asr/0").run;
    EXPECT_EQ(known.record.message, "second") << where;
    EXPECT_EQ(known.record.unknown.text_of("label"), "keep") << where;
    EXPECT_EQ(known.edits.size(), 2u) << where;
  }
}

TEST_F(Edits, OfOneMillisecondCountBoth) {
  OpenStore open;
  make_published_run(open, "asr");
  const KnownRun run = resolve_run(open.store, "asr/0").run;
  const auto edit = [&](const std::string& key) {
    return Edit{run.record.run, run.record.uuid, run.record.commit, {1'700'000'000'000}, "Ada", {{key, "said"}}};
  };
  for (const char* key : {"message", "label", "message"})
    append_edit_line(result("asr/0"), format_edit_line(edit(key)));
  const KnownRun known = resolve_run(open.store, "asr/0").run;
  EXPECT_EQ(known.record.message, "said");
  EXPECT_EQ(known.record.unknown.text_of("label"), "said");
  EXPECT_EQ(known.edits.size(), 2u) << "the same edit once";
}

TEST_F(Edits, OfARunWithoutAFolderGoIntoTheNotes) {
  OpenStore open;
  make_published_run(open, "asr");
  base::remove_tree(result("asr"));
  KnownRun run = resolve_run(open.store, "asr/0").run;
  add_edit(open.store, run, {{"label", "gone"}});
  EXPECT_EQ(resolve_run(open.store, "asr/0").run.record.unknown.text_of("label"), "gone");
}

TEST_F(Edits, OfManyRunsArePublishedTogether) {
  OpenStore open;
  make_published_run(open, "asr");
  make_run(open, "asr");
  make_published_run(open, "far");
  base::remove_tree(result("far"));
  std::vector<KnownRun> runs;
  for (const char* name : {"asr/0", "asr/1", "far/0"}) runs.push_back(resolve_run(open.store, name).run);
  const std::string before = git({"rev-list", "--count", "refs/notes/exp"});
  add_edits(open.store, {&runs[0], &runs[1], &runs[2]}, {{"label", "new"}});
  for (const char* name : {"asr/0", "asr/1", "far/0"})
    EXPECT_EQ(resolve_run(open.store, name).run.record.unknown.text_of("label"), "new") << name;
  EXPECT_EQ(note_lines().size(), 6u);
  EXPECT_TRUE(markers().empty());
  EXPECT_EQ(std::stoi(git({"rev-list", "--count", "refs/notes/exp"})), std::stoi(before) + 2)
      << "one for those with a folder, one for those without";

  runs[1].newer_format = true;
  EXPECT_THROW(add_edits(open.store, {&runs[0], &runs[1]}, {{"label", "newer"}}), base::UserError);
  EXPECT_EQ(note_lines().size(), 6u);
}

TEST_F(Edits, ChangeNoOtherMemberOfTheRecord) {
  Record record;
  record.run = "asr/0";
  Edit edit;
  edit.keys = {{"run", "../x"}, {"state", "failed"}, {"commit", "0"}, {"label", "fine"}, {"message", "said"}};
  apply_edits({edit}, record);
  EXPECT_EQ(record.run, "asr/0");
  EXPECT_EQ(record.message, "said");
  EXPECT_EQ(record.unknown.members().size(), 1u);
}

TEST_F(Edits, ATornLineHarmsNoOther) {
  OpenStore open;
  make_published_run(open, "asr");
  write("repo/__result__/asr/0/edits.jsonl", "{\"v\":1,\"run\":\"asr/0\",\"uu");
  KnownRun run = resolve_run(open.store, "asr/0").run;
  add_edit(open.store, run, {{"label", "kept"}});
  EXPECT_EQ(read_edit_lines(result("asr/0"), run.record.uuid).size(), 1u);
}

TEST_F(Edits, ManyAtOnceAreAllKept) {
  OpenStore open;
  make_published_run(open, "asr");
  constexpr int processes = 16;
  EXPECT_EQ(count_failures_of(processes,
                              [&](int i) {
                                OpenStore mine;
                                KnownRun run = resolve_run(mine.store, "asr/0").run;
                                // Different people: one person's edits in one millisecond are one.
                                ::setenv("GIT_COMMITTER_NAME", ("user " + std::to_string(i)).c_str(), 1);
                                OpenStore named;
                                add_edit(named.store, run, {{"label-" + std::to_string(i), "x"}});
                                return true;
                              }),
            0);
  OpenStore after;
  publish_pending(after.store);
  EXPECT_TRUE(markers().empty());
  EXPECT_EQ(note_lines().size(), 1u + processes);
  EXPECT_EQ(resolve_run(after.store, "asr/0").run.edits.size(), static_cast<std::size_t>(processes));
}

TEST_F(Edits, ARunOfANewerVersionIsLeftAlone) {
  OpenStore open;
  KnownRun run;
  run.newer_format = true;
  EXPECT_NE(complaint_of([&] {
              add_edit(open.store, run, {{"label", "x"}});
            }).find("newer git-exp"),
            std::string::npos);
}

TEST(EditLine, IsOneWhereverItsKindStands) {
  EXPECT_TRUE(is_edit_line(R"({"v":1,"run":"a/0","kind":"edit","keys":{}})"));
  EXPECT_FALSE(is_edit_line(R"({"v":1,"run":"a/0","kind":"run","params":{"kind":"edit"}})"));
  EXPECT_FALSE(is_edit_line(R"({"kind":"run","message":"say \"kind\":\"edit\" "})"));
  EXPECT_FALSE(is_edit_line("no json"));
  EXPECT_TRUE(is_edit_line(R"({"v":1,"run":"edit/0","tag":"edit", "kind" :  "edit", "keys":{}})"))
      << "others write blanks";
  EXPECT_FALSE(is_edit_line(R"({"v":1,"run":"edit/0","tag":"edit","kind":"run"})"));
  EXPECT_FALSE(is_edit_line("\"edit\""));
  EXPECT_FALSE(is_edit_line(": \"edit\""));
}

}  // namespace
}  // namespace experiment
