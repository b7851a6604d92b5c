#include "git/notes.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <map>

#include "base/random.h"
#include "base/text.h"
#include "git/test_repository.h"

namespace git {
namespace {

bool never_known(std::string_view, std::string_view) {
  return false;
}

/// Ids that no object has: a note may be on anything.
Oid some_id(int n) {
  std::string hex = std::to_string(n);
  hex.insert(0, 40 - hex.size(), '0');
  // Spread over the first digits, as real ids are.
  hex[0] = "0123456789abcdef"[n % 16];
  hex[1] = "0123456789abcdef"[n / 16 % 16];
  return *Oid::parse(hex);
}

class Notes : public testing::Test {
 protected:
  Notes() {
    init_repository(sealed_);
    head_ = *Oid::parse(commit_file("file"));
  }

  WriteNotes write(const std::vector<NoteLine>& lines, const WriteNotesOptions& options = {}) {
    return write_note_lines(Repository::open(), lines, never_known, messages_, options);
  }
  std::string shown(const Oid& commit, const std::string& ref = "exp") {
    return git_says({"notes", "--ref=" + ref, "show", commit.hex()});
  }
  std::string said() const { return base::join(messages_.lines(), "\n"); }
  /// Paths in the tree of the notes.
  static std::vector<std::string> paths() {
    return base::split(git_says({"ls-tree", "-r", "--name-only", "refs/notes/exp"}), '\n');
  }
  static std::map<std::string, std::string> all(const std::string& ref, base::Messages& messages) {
    std::map<std::string, std::string> notes;
    read_notes(Repository::open(), ref, messages,
               [&](const Oid& commit, std::string_view text) { notes[commit.hex()] += text; });
    return notes;
  }
  static void expect_sound() { EXPECT_EQ(git_says({"fsck", "--strict", "--no-dangling"}), ""); }

  SealedFolder sealed_;
  Oid head_;
  base::CollectedMessages messages_;
};

using WritingNotes = Notes;
using RepairingNotes = Notes;
using ReadingNotes = Notes;
using ConcurrentNotes = Notes;

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

TEST_F(WritingNotes, AStaleLockIsNamedAndNotWaitedFor) {
  base::make_folders(".git/refs/notes");
  const std::string lock = sealed_.below("repo/.git/refs/notes/exp.lock");
  base::write_file_atomically(lock, "", false);
  const timespec old[2] = {{1700000000, 0}, {1700000000, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, lock.c_str(), old, 0), 0);
  EXPECT_EQ(write({{head_, "line"}}), WriteNotes::busy);
  ASSERT_EQ(messages_.lines().size(), 2u);
  EXPECT_EQ(messages_.lines()[0].rfind("warning: cannot write 'refs/notes/exp': '" + lock + "' was made ", 0), 0u)
      << said();
  EXPECT_EQ(messages_.lines()[1], "hint: if no git process is running: rm " + lock);
  EXPECT_TRUE(base::path_exists(lock)) << "it is not ours to remove";
  base::remove_tree(lock);
  EXPECT_EQ(write({{head_, "line"}}), WriteNotes::written);
}

TEST_F(WritingNotes, AStaleLockOnTheGuardIsNamedButTheLinesAreWritten) {
  write({{head_, "first"}});
  const std::string lock = sealed_.below("repo/.git/refs/exp/published.lock");
  base::write_file_atomically(lock, "", false);
  const timespec old[2] = {{1700000000, 0}, {1700000000, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, lock.c_str(), old, 0), 0);
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

TEST_F(RepairingNotes, AfterAForeignOverwrite) {
  write({{head_, "first"}});
  const std::string before = git_says({"rev-parse", "refs/notes/exp"});
  write({{head_, "second"}, {some_id(1), "elsewhere"}});
  const std::string cut_off = git_says({"rev-parse", "refs/notes/exp"});
  git_says({"update-ref", "refs/notes/exp", before});
  git_says({"notes", "--ref=exp", "append", "--message", "foreign", head_.hex()});
  EXPECT_EQ(write({{head_, "third"}}), WriteNotes::written);
  EXPECT_EQ(shown(head_), "first\nforeign\nsecond\nthird");
  EXPECT_EQ(shown(some_id(1)), "elsewhere");
  EXPECT_EQ(said(),
            "warning: put back 2 lines of 'refs/notes/exp' that were published from here and had been lost there");
  EXPECT_EQ(git_says({"merge-base", "--is-ancestor", cut_off, "refs/notes/exp"}), "");
  EXPECT_EQ(git_says({"rev-parse", "refs/notes/exp"}), git_says({"rev-parse", "refs/exp/published"}));
  expect_sound();
}

TEST_F(RepairingNotes, AfterTheRefWasDeleted) {
  write({{head_, "first"}, {some_id(1), "other"}});
  git_says({"update-ref", "-d", "refs/notes/exp"});
  EXPECT_EQ(write({}), WriteNotes::written);
  EXPECT_EQ(shown(head_), "first");
  EXPECT_EQ(shown(some_id(1)), "other");
}

TEST_F(RepairingNotes, AfterNotesWereRemovedOrPruned) {
  write({{head_, "kept"}, {some_id(1), "pruned"}});
  git_says({"notes", "--ref=exp", "prune"});
  EXPECT_EQ(paths().size(), 1u);
  EXPECT_EQ(write({{head_, "next"}}), WriteNotes::written);
  EXPECT_EQ(shown(some_id(1)), "pruned");
}

TEST_F(RepairingNotes, AcrossTheFormsOfTheTree) {
  std::vector<NoteLine> lines;
  for (int i = 0; i < 300; ++i) lines.push_back({some_id(i), "line " + std::to_string(i)});
  write(lines);
  std::string import = "commit refs/notes/exp\ncommitter a <b> 0 +0000\ndata 1\nx\n";  // flat again, one note cut
  for (int i = 0; i < 299; ++i)
    import += "M 100644 inline " + some_id(i).hex() + "\ndata " +
              std::to_string(lines[static_cast<std::size_t>(i)].line.size() + 1) + "\n" +
              lines[static_cast<std::size_t>(i)].line + "\n";
  git_says({"fast-import", "--quiet", "--force"}, import);
  EXPECT_EQ(write({}), WriteNotes::written);
  EXPECT_EQ(said(),
            "warning: put back 1 line of 'refs/notes/exp' that were published from here and had been lost there");
  EXPECT_EQ(all("refs/notes/exp", messages_).size(), 300u);
}

TEST_F(RepairingNotes, NothingIsSaidWhereNothingWasLost) {
  write({{head_, "first"}});
  git_says({"notes", "--ref=exp", "append", "--message", "foreign", head_.hex()});
  EXPECT_EQ(write({{head_, "first"}}), WriteNotes::nothing_to_do);
  EXPECT_EQ(git_says({"rev-parse", "refs/notes/exp"}), git_says({"rev-parse", "refs/exp/published"}))
      << "what is there now is guarded from now on";
  EXPECT_EQ(said(), "");
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

/// Starts `work` in a process of its own; its exit status is 0 if that says so.
template <typename Work>
pid_t start(Work&& work) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    bool good = false;
    try {
      good = work();
    } catch (const std::exception&) {
    }
    ::_exit(good ? 0 : 1);
  }
  return pid;
}

int end_of(pid_t pid) {
  int status = -1;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

constexpr int writers = 8, lines_each = 25;

/// A writer's lines: every second one on the shared commit, the others on commits of its own.
bool write_all(const Oid& shared, int writer) {
  const Repository repository = Repository::open();
  base::CollectedMessages messages;
  for (int i = 0; i < lines_each; ++i) {
    const std::string line = "writer " + std::to_string(writer) + " line " + std::to_string(i);
    const Oid& commit = i % 2 == 0 ? shared : some_id(writer * lines_each + i);
    if (write_note_lines(repository, {{commit, line}}, never_known, messages) != WriteNotes::written) return false;
  }
  return true;
}

/// Each line once, over all notes.
void expect_all_lines(const std::map<std::string, std::string>& notes) {
  std::map<std::string, int> seen;
  for (const auto& [commit, text] : notes)
    for (const auto& line : base::split(text, '\n'))
      if (line.rfind("writer ", 0) == 0) ++seen[line];
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(writers * lines_each));
  for (const auto& [line, count] : seen) EXPECT_EQ(count, 1) << line;
}

TEST_F(ConcurrentNotes, NoneLostNoneDoubled) {
  std::vector<pid_t> pids;
  for (int writer = 0; writer < writers; ++writer) pids.push_back(start([&] { return write_all(head_, writer); }));
  for (const pid_t pid : pids) EXPECT_EQ(end_of(pid), 0);
  expect_all_lines(all("refs/notes/exp", messages_));
  EXPECT_EQ(git_says({"rev-list", "--count", "--first-parent", "refs/notes/exp"}),
            std::to_string(writers * lines_each));
  expect_sound();
}

TEST_F(ConcurrentNotes, WhatAForeignWriterDropsComesBack) {
  std::vector<pid_t> pids;
  for (int writer = 0; writer < writers; ++writer) pids.push_back(start([&] { return write_all(head_, writer); }));
  for (int i = 0; i < 40; ++i)
    process::run(
        {.argv = {"git", "notes", "--ref=exp", "append", "--message", "foreign " + std::to_string(i), head_.hex()}});
  for (const pid_t pid : pids) EXPECT_EQ(end_of(pid), 0);
  write({{head_, "the next writer"}});
  expect_all_lines(all("refs/notes/exp", messages_));
  expect_sound();
}

TEST_F(ConcurrentNotes, KilledAtAnyMomentLeavesASoundRepository) {
  const WriteNotesOptions options{.retry_ms = 2000};
  std::size_t written = 0;
  for (int round = 0; round < 30; ++round) {
    const pid_t pid = start([&] {
      const Repository repository = Repository::open();
      base::CollectedMessages messages;
      for (int i = 0;; ++i)
        write_note_lines(repository, {{head_, std::to_string(round) + "." + std::to_string(i)}}, never_known, messages);
      return true;
    });
    ::usleep(static_cast<useconds_t>(10'000 + base::random_number() % 10'000));
    ::kill(pid, SIGKILL);
    end_of(pid);
    for (const char* lock : {".git/refs/notes/exp.lock", ".git/refs/exp/published.lock"}) base::remove_tree(lock);
    const std::size_t lines = base::split(read_note(Repository::open(), "refs/notes/exp", head_), '\n').size();
    EXPECT_GE(lines, written);
    written = lines;
  }
  expect_sound();
  EXPECT_EQ(write({{head_, "after it all"}}, options), WriteNotes::written);
  EXPECT_EQ(said(), "") << "nothing had been lost";
}

}  // namespace
}  // namespace git
