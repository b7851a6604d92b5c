#include <signal.h>
#include <sys/wait.h>

#include <cerrno>

#include "base/random.h"
#include "git/notes_fixture.h"

/// Notes that others write too: what they drop comes back, what we write at the same time is all there.
namespace git {
namespace {

using RepairingNotes = Notes;
using ConcurrentNotes = Notes;

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
