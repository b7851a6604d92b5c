#include "git/notes.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <thread>

#include "base/time.h"
#include "git/notes_fixture.h"

namespace git {
namespace {

using WritingNotes = Notes;
using ReadingNotes = Notes;

TEST_F(WritingNotes, StockGitShowsThem) {
  EXPECT_EQ(write({{head_, "b"}, {head_, "a"}, {head_, "b"}}), WriteNotes::written);
  EXPECT_EQ(shown(head_), "a\nb");
  EXPECT_EQ(write({{head_, "aa"}}), WriteNotes::written);
  EXPECT_EQ(shown(head_), "a\naa\nb");
  EXPECT_EQ(git_says({"rev-list", "--count", "refs/notes/exp"}), "2");
  EXPECT_EQ(git_says({"rev-parse", "refs/notes/exp"}), git_says({"rev-parse", "refs/exp/published"}));
  EXPECT_EQ(git_says({"log", "-1", "--format=%an %ae %s", "refs/notes/exp"}),
            "A U Thor author@example.com git-exp: record");
  EXPECT_EQ(git_says({"reflog", "--format=%gs", "refs/notes/exp"}), "git-exp: record\ngit-exp: record");
  EXPECT_EQ(said(), "");
  expect_sound();
}

TEST_F(WritingNotes, WhatIsKnownIsLeftOut) {
  write({{head_, "uuid 1 first"}});
  const auto same_uuid = [](std::string_view notes, std::string_view line) {
    return notes.find(line.substr(0, 6)) != notes.npos;
  };
  const Repository repository = Repository::open();
  EXPECT_EQ(write_note_lines(repository, {{head_, "uuid 1 again"}}, same_uuid, messages_), WriteNotes::nothing_to_do);
  EXPECT_EQ(write_note_lines(repository, {{head_, "uuid 2"}, {head_, "uuid 2 twice"}}, same_uuid, messages_),
            WriteNotes::written);
  EXPECT_EQ(shown(head_), "uuid 1 first\nuuid 2");
  EXPECT_EQ(write({{head_, "uuid 2"}}), WriteNotes::nothing_to_do);
  EXPECT_EQ(write({}), WriteNotes::nothing_to_do);
}

TEST_F(WritingNotes, ForeignLinesStay) {
  git_says({"notes", "--ref=exp", "add", "--message", "not ours"});
  git_says({"notes", "--ref=exp", "append", "--message", "{\"v\":99}"});
  EXPECT_EQ(write({{head_, "ours"}}), WriteNotes::written);
  EXPECT_EQ(shown(head_), "not ours\nours\n{\"v\":99}");
}

TEST_F(WritingNotes, ALineIsOneLine) {
  EXPECT_NE(complaint_of([&] { write({{head_, "a\nb"}}); }), "");
  EXPECT_NE(complaint_of([&] { write({{head_, ""}}); }), "");
}

TEST_F(WritingNotes, WorksInALinkedWorkTreeAndBare) {
  git_says({"worktree", "add", "--quiet", sealed_.below("linked")});
  sealed_.enter("linked");
  EXPECT_EQ(write({{head_, "from the linked one"}}), WriteNotes::written);
  sealed_.enter("repo");
  EXPECT_EQ(shown(head_), "from the linked one");
  git_says({"clone", "--quiet", "--bare", ".", sealed_.below("bare.git")});
  sealed_.enter("bare.git");
  EXPECT_EQ(write({{head_, "in the bare one"}}), WriteNotes::written);
  EXPECT_EQ(shown(head_), "in the bare one");
}

TEST_F(WritingNotes, ManyAreSpreadIntoFolders) {
  std::vector<NoteLine> lines;
  for (int i = 0; i < 256; ++i) lines.push_back({some_id(i), "line " + std::to_string(i)});
  write(lines);
  for (const auto& path : paths()) EXPECT_EQ(path.size(), 40u);
  write({{some_id(256), "line 256"}});
  EXPECT_EQ(paths().size(), 257u);
  for (const auto& path : paths()) EXPECT_EQ(path[2], '/') << path;
  write({{some_id(7), "more"}});
  EXPECT_EQ(shown(some_id(7)), "line 7\nmore");
  EXPECT_EQ(shown(some_id(256)), "line 256");
  EXPECT_EQ(all("refs/notes/exp", messages_).size(), 257u);
  expect_sound();
}

TEST_F(WritingNotes, DeeperFoldersOfGitsOwnAreFollowed) {
  const std::string blob = git_says({"hash-object", "-w", "--stdin"}, "old\n"), hex = some_id(5).hex();
  git_says({"fast-import", "--quiet"}, "commit refs/notes/exp\ncommitter a <b> 0 +0000\ndata 1\nx\nM 100644 " + blob +
                                           " " + hex.substr(0, 2) + "/" + hex.substr(2, 2) + "/" + hex.substr(4) +
                                           "\n");
  write({{some_id(5), "new"}});
  EXPECT_EQ(paths(), (std::vector<std::string>{hex.substr(0, 2) + "/" + hex.substr(2, 2) + "/" + hex.substr(4)}));
  EXPECT_EQ(shown(some_id(5)), "new\nold");
}

TEST_F(WritingNotes, BothFormsOfOneNoteAreJoined) {
  const std::string flat = git_says({"hash-object", "-w", "--stdin"}, "flat\nboth\n");
  const std::string spread = git_says({"hash-object", "-w", "--stdin"}, "both\nspread");
  const std::string touched = some_id(5).hex(), untouched = some_id(21).hex();
  std::string import = "commit refs/notes/exp\ncommitter a <b> 0 +0000\ndata 1\nx\nM 100644 " + flat + " README\n";
  for (const auto& hex : {touched, untouched})
    import +=
        "M 100644 " + flat + " " + hex + "\nM 100644 " + spread + " " + hex.substr(0, 2) + "/" + hex.substr(2) + "\n";
  git_says({"fast-import", "--quiet"}, import);
  EXPECT_EQ(read_note(Repository::open(), "refs/notes/exp", some_id(5)), "both\nflat\nspread\n");

  write({{some_id(5), "new"}});
  EXPECT_EQ(shown(some_id(5)), "both\nflat\nnew\nspread");
  EXPECT_EQ(paths().size(), 4u) << "one form of what was written, both of the other, and the file that is no note";

  std::vector<NoteLine> lines;
  for (int i = 100; i < 400; ++i) lines.push_back({some_id(i), "line"});
  write(lines);
  EXPECT_EQ(shown(some_id(21)), "both\nflat\nspread") << "moved into the folder where its other form was";
  EXPECT_EQ(paths().size(), 303u);
  expect_sound();
}

TEST_F(WritingNotes, ALargeNoteGoesOnInTheNextRef) {
  const WriteNotesOptions small{.largest_note = 20};
  EXPECT_EQ(write({{head_, "0123456789"}, {head_, "abc"}, {head_, "a line that is too long"}}, small),
            WriteNotes::written);
  EXPECT_EQ(shown(head_), "0123456789\nabc");
  EXPECT_EQ(shown(head_, "exp-2"), "a line that is too long");
  EXPECT_EQ(write({{head_, "0123456789"}, {head_, "a line that is too long"}}, small), WriteNotes::nothing_to_do);
  EXPECT_EQ(write({{head_, "another that is too long"}}, small), WriteNotes::written);
  EXPECT_EQ(shown(head_, "exp-3"), "another that is too long");
  EXPECT_EQ(git_says({"rev-parse", "refs/notes/exp-3"}), git_says({"rev-parse", "refs/exp/published-3"}));
  std::string refs;
  for (const auto& source : notes_sources(Repository::open())) refs += source.ref + " ";
  EXPECT_EQ(refs, "refs/notes/exp refs/notes/exp-2 refs/notes/exp-3 ");
}

/// Five minutes: too old to be waited for, too young to be removed (stale_lock_test.cpp).
void make_old(const std::string& lock) {
  const std::int64_t seconds = base::now().ms / 1000 - 300;
  const timespec old[2] = {{seconds, 0}, {seconds, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, lock.c_str(), old, 0), 0);
}

TEST_F(WritingNotes, AStaleLockIsNamedAndNotWaitedFor) {
  base::make_folders(".git/refs/notes");
  const std::string lock = sealed_.below("repo/.git/refs/notes/exp.lock");
  base::write_file_atomically(lock, "", false);
  make_old(lock);
  EXPECT_EQ(write({{head_, "line"}}), WriteNotes::busy);
  ASSERT_EQ(messages_.lines().size(), 2u);
  EXPECT_EQ(messages_.lines()[0].rfind("warning: cannot write 'refs/notes/exp': '" + lock + "' was made ", 0), 0u)
      << said();
  EXPECT_EQ(messages_.lines()[1], "hint: if no git process is running: rm " + lock);
  EXPECT_TRUE(base::path_exists(lock)) << "it may be somebody's who lives";
  base::remove_tree(lock);
  EXPECT_EQ(write({{head_, "line"}}), WriteNotes::written);
}

TEST_F(WritingNotes, AStaleLockOnTheGuardIsNamedButTheLinesAreWritten) {
  write({{head_, "first"}});
  const std::string lock = sealed_.below("repo/.git/refs/exp/published.lock");
  base::write_file_atomically(lock, "", false);
  make_old(lock);
  EXPECT_EQ(write({{head_, "second"}}), WriteNotes::written);
  EXPECT_EQ(shown(head_), "first\nsecond");
  EXPECT_EQ(said().rfind("warning: cannot write 'refs/exp/published': '" + lock, 0), 0u) << said();
}

TEST_F(WritingNotes, AFreshLockIsWaitedForInBounds) {
  base::make_folders(".git/refs/notes");
  base::write_file_atomically(".git/refs/notes/exp.lock", "", false);
  EXPECT_EQ(write({{head_, "line"}}, {.retry_ms = 30}), WriteNotes::busy);
  EXPECT_EQ(git_says({"for-each-ref", "refs/notes", "refs/exp"}), "");
}

TEST_F(WritingNotes, AReadOnlyRepositoryIsAnError) {
  const Repository repository = Repository::open({.with_objects = true});
  write({{head_, "line"}});
  const bool root = ::geteuid() == 0;
  if (root && ::seteuid(65534) != 0) GTEST_SKIP() << "cannot become another user";
  if (!root) git_says({"-c", "alias.x=!chmod -R a-w .git", "x"});
  const std::string complaint = complaint_of([&] {
    write_note_lines(repository, {{head_, "next"}}, never_known, messages_);
  });
  const auto nothing_new = write_note_lines(repository, {{head_, "line"}}, never_known, messages_);
  if (root) {
    EXPECT_EQ(::seteuid(0), 0);
  }
  if (!root) git_says({"-c", "alias.x=!chmod -R u+w .git", "x"});
  EXPECT_NE(base::lower_ascii(complaint).find("permission denied"), std::string::npos) << complaint;
  EXPECT_NE(complaint.find("\nhint: "), std::string::npos) << complaint;
  EXPECT_EQ(nothing_new, WriteNotes::nothing_to_do);
  EXPECT_EQ(shown(head_), "line");
}

TEST_F(WritingNotes, APartialCloneFetchesTheNotesThatItTouches) {
  write({{head_, "there"}});
  git_says({"config", "uploadpack.allowFilter", "true"});
  git_says({"config", "uploadpack.allowAnySHA1InWant", "true"});
  git_says({"clone", "--quiet", "--no-checkout", "--filter=blob:none", "file://" + sealed_.below("repo"),
            sealed_.below("partial")});
  sealed_.enter("partial");
  git_says({"fetch", "--quiet", "origin", "refs/notes/exp:refs/notes/exp"});
  EXPECT_EQ(write({{head_, "here"}}), WriteNotes::written);
  EXPECT_EQ(shown(head_), "here\nthere");
}

TEST_F(ReadingNotes, OursThenFetchedOnes) {
  for (const char* ref : {"refs/notes/exp", "refs/notes/exp-10", "refs/notes/exp-2", "refs/notes/export",
                          "refs/notes/exp-x", "refs/notes/exp/below", "refs/exp-remotes/big/server/notes/exp-2",
                          "refs/exp-remotes/origin/commits/x", "refs/exp-remotes/origin/notes/exp"})
    process::run({.argv = {"git", "update-ref", ref, "HEAD"}});
  std::string listed;
  for (const auto& source : notes_sources(Repository::open())) listed += source.ref + "=" + source.remote + " ";
  EXPECT_EQ(listed,
            "refs/notes/exp= refs/notes/exp-2= refs/notes/exp-10= "
            "refs/exp-remotes/big/server/notes/exp-2=big/server refs/exp-remotes/origin/notes/exp=origin ");
}

TEST_F(ReadingNotes, OfStockGit) {
  git_says({"notes", "--ref=exp", "add", "--message", "one"});
  EXPECT_EQ(all("refs/notes/exp", messages_), (std::map<std::string, std::string>{{head_.hex(), "one\n"}}));
  EXPECT_EQ(read_note(Repository::open(), "refs/notes/exp", head_), "one\n");
  EXPECT_EQ(read_note(Repository::open(), "refs/notes/exp", some_id(1)), "");
  EXPECT_EQ(read_note(Repository::open(), "refs/notes/none", head_), "");
  EXPECT_TRUE(all("refs/notes/none", messages_).empty());
  EXPECT_EQ(said(), "");
}

TEST_F(ReadingNotes, WhatIsNoNoteIsSaidOnceAndSkipped) {
  const std::string blob = git_says({"hash-object", "-w", "--stdin"}, "text\n");
  git_says({"fast-import", "--quiet"}, "commit refs/notes/exp\ncommitter a <b> 0 +0000\ndata 1\nx\nM 100644 " + blob +
                                           " README\nM 100644 " + blob + " zz/file\nM 100644 " + blob +
                                           " ab/cd\nM 100644 " + blob + " " + head_.hex() + "\n");
  EXPECT_EQ(all("refs/notes/exp", messages_), (std::map<std::string, std::string>{{head_.hex(), "text\n"}}));
  EXPECT_EQ(said(), "warning: skipped 'README' and 2 more in 'refs/notes/exp': not a note");
}

TEST_F(ReadingNotes, LostObjectsAreSaidAndSkipped) {
  write({{head_, "kept"}, {some_id(1), "lost"}});
  const std::string blob = git_says({"rev-parse", "refs/notes/exp:" + some_id(1).hex()});
  base::remove_tree(".git/objects/" + blob.substr(0, 2) + "/" + blob.substr(2));
  EXPECT_EQ(all("refs/notes/exp", messages_).size(), 1u);
  EXPECT_EQ(said(),
            "warning: skipped '" + some_id(1).hex() + "' in 'refs/notes/exp': its text is missing (see git fsck)");
}

TEST_F(ReadingNotes, ARefThatIsNoCommitIsAWarning) {
  git_says({"update-ref", "refs/exp-remotes/o/notes/exp", git_says({"hash-object", "-w", "--stdin"}, "x")});
  EXPECT_TRUE(all("refs/exp-remotes/o/notes/exp", messages_).empty());
  EXPECT_EQ(said().rfind("warning: cannot read the notes of 'refs/exp-remotes/o/notes/exp'", 0), 0u) << said();
}

TEST_F(ReadingNotes, ByManyThreadsAtOnce) {
  std::vector<NoteLine> lines;
  for (int n = 0; n < 400; ++n) lines.push_back({some_id(n), "line " + std::to_string(n)});
  write(lines);
  const Repository repository = Repository::open();
  NoteList notes(repository, "refs/notes/exp");
  ASSERT_EQ(notes.size(), lines.size());
  std::vector<NoteText> texts(notes.size());
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (std::size_t i = t; i < notes.size(); i += 4) texts[i] = notes.read(i);
    });
  for (auto& thread : threads) thread.join();
  notes.report(messages_);
  EXPECT_EQ(said(), "");
  std::map<std::string, std::string> read;
  for (std::size_t i = 0; i < notes.size(); ++i) read[notes.commit(i).hex()] = texts[i].text;
  for (const auto& [commit, line] : lines) EXPECT_EQ(read[commit.hex()], line + "\n");
}

}  // namespace
}  // namespace git
