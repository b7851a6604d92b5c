#include "git/stale_lock.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/fd.h"
#include "base/time.h"
#include "git/notes_fixture.h"

namespace git {
namespace {

class StaleLock : public Notes {
 protected:
  StaleLock() { write({{head_, "first"}}); }
  /// Left this long ago by a git that was killed.
  void leave_lock(const std::string& path, std::int64_t age_ms) {
    base::write_file_atomically(path, "", false);
    const std::int64_t seconds = (base::now().ms - age_ms) / 1000;
    const timespec times[2] = {{seconds, 0}, {seconds, 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
  }
  bool remove(const std::string& ref = "refs/notes/exp") {
    return remove_stale_lock(Repository::open(), ref, messages_);
  }
  const std::string lock_ = sealed_.below("repo/.git/refs/notes/exp.lock");
};

constexpr std::int64_t minute_ms = 60'000;

TEST_F(StaleLock, NoneIsNoWork) {
  EXPECT_FALSE(remove());
  EXPECT_EQ(said(), "");
}

TEST_F(StaleLock, AnOldOneIsRemovedAndSaid) {
  leave_lock(lock_, 11 * minute_ms);
  EXPECT_TRUE(remove());
  EXPECT_FALSE(base::path_exists(lock_));
  EXPECT_EQ(said(),
            "warning: removed the lock '" + lock_ + "', made 11 minutes ago: the process that made it was killed");
  EXPECT_EQ(base::find_entries(sealed_.below("repo/.git/refs/notes")), std::vector<std::string>{"exp"});
}

TEST_F(StaleLock, AYoungOneStays) {
  leave_lock(lock_, 9 * minute_ms);
  EXPECT_FALSE(remove());
  leave_lock(lock_, -60 * minute_ms);  // a clock that was wrong
  EXPECT_FALSE(remove());
  EXPECT_TRUE(base::path_exists(lock_));
  EXPECT_EQ(said(), "");
}

TEST_F(StaleLock, OneThatSomebodyHoldsOpenStays) {
  leave_lock(lock_, 11 * minute_ms);
  base::UniqueFd holder(::open(lock_.c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_FALSE(remove());
  EXPECT_TRUE(base::path_exists(lock_));
  holder.reset();
  EXPECT_TRUE(remove());
}

TEST_F(StaleLock, WhatIsNoFileStays) {
  ASSERT_EQ(::symlink("elsewhere", lock_.c_str()), 0);
  EXPECT_FALSE(remove());
  ::unlink(lock_.c_str());
  ASSERT_EQ(::mkfifo(lock_.c_str(), 0600), 0);
  EXPECT_FALSE(remove());
  EXPECT_TRUE(base::path_exists(lock_));
}

TEST_F(StaleLock, NotesAreWrittenAfterIt) {
  leave_lock(lock_, 11 * minute_ms);
  leave_lock(sealed_.below("repo/.git/refs/exp/published.lock"), 11 * minute_ms);
  EXPECT_EQ(write({{head_, "second"}}), WriteNotes::written);
  EXPECT_EQ(shown(head_), "first\nsecond");
  EXPECT_EQ(git_says({"rev-parse", "refs/notes/exp"}), git_says({"rev-parse", "refs/exp/published"}));
  EXPECT_EQ(messages_.lines().size(), 2u) << said();
}

TEST_F(StaleLock, RefsAreMadeAndDeletedAfterIt) {
  Repository repository = Repository::open();
  const std::string name = "refs/exp/commits/" + head_.hex();
  const std::string lock = sealed_.below("repo/.git/" + name + ".lock");
  base::make_folders(base::path_parent(lock));
  leave_lock(lock, 11 * minute_ms);
  EXPECT_TRUE(remove(name));
  EXPECT_TRUE(repository.create_ref(name, head_, "test"));
  leave_lock(lock, 5 * minute_ms);
  EXPECT_NE(complaint_of([&] { repository.delete_ref(name, head_); }).find("made 5 minutes ago"), std::string::npos);
}

}  // namespace
}  // namespace git
