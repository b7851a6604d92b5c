#include "experiment/owned_lock.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <ctime>
#include <thread>

#include "base/error.h"
#include "base/time.h"
#include "experiment/liveness.h"
#include "experiment/test_folder.h"

namespace experiment {
namespace {

class Lock : public FolderTest {
 protected:
  std::string failure(std::int64_t wait_ms = 0) {
    try {
      const OwnedLock lock(at("lock"), messages_, wait_ms);
    } catch (const base::UserError& error) {
      return std::string(error.what()) + "\n" + error.hints().at(0);
    }
    return "";
  }
  base::CollectedMessages messages_;
};

TEST_F(Lock, SaysWhoHoldsItAndGoesWithItsObject) {
  {
    const OwnedLock lock(at("lock"), messages_);
    const auto owner = parse_owner(read("lock"));
    ASSERT_TRUE(owner);
    EXPECT_EQ(owner->pid, ::getpid());
    const std::string said = failure();
    EXPECT_NE(said.find("is held by " + user_name() + " on " + host_name() + " (process " + std::to_string(::getpid())),
              said.npos)
        << said;
    EXPECT_NE(said.find("rm " + at("lock")), said.npos) << said;
  }
  EXPECT_EQ(base::find_entries(folder_)->size(), 0u);
  EXPECT_EQ(failure(), "");
}

TEST_F(Lock, ThatNamesNobodyIsRemovedAfterTenMinutes) {
  write("lock", "{\"host\":");
  EXPECT_NE(failure(), "");
  const timespec times[2] = {{::time(nullptr) - 660, 0}, {::time(nullptr) - 660, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, at("lock").c_str(), times, 0), 0);
  EXPECT_EQ(failure(), "");
  ASSERT_EQ(messages_.lines().size(), 1u);
  EXPECT_NE(messages_.lines()[0].find("nobody knows who"), std::string::npos) << messages_.lines()[0];
}

TEST_F(Lock, OfAProcessThatIsGoneIsRemovedAndSaid) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    base::CollectedMessages messages;
    const OwnedLock lock(at("lock"), messages);
    ::_exit(0);
  }
  ::waitpid(pid, nullptr, 0);
  ASSERT_TRUE(base::path_exists(at("lock")));
  EXPECT_EQ(failure(), "");
  ASSERT_EQ(messages_.lines().size(), 1u);
  EXPECT_EQ(messages_.lines()[0].find("warning: removed the lock '" + at("lock") + "' of a process that is gone"), 0u)
      << messages_.lines()[0];
  EXPECT_EQ(base::find_entries(folder_)->size(), 0u);
}

TEST_F(Lock, OfAnUnknownOwnerStays) {
  write("lock", "");
  EXPECT_NE(failure().find("is held by nobody knows who (made"), std::string::npos) << failure();
  Owner owner = this_process();
  owner.host = "elsewhere";
  owner.boot_id = "00000000-0000-0000-0000-000000000000";
  write("lock", format_owner(owner));
  EXPECT_NE(failure(20).find("on elsewhere"), std::string::npos) << failure();
  EXPECT_TRUE(base::path_exists(at("lock")));
}

TEST_F(Lock, OneHolderAtATimeAmongMany) {
  // The first one finds a stale lock: breaking it must not let two in.
  Owner dead = this_process();
  dead.start_ticks += 1;
  write("lock", format_owner(dead));
  std::atomic<int> inside = 0, most = 0, done = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 20; ++round) {
        const OwnedLock lock(at("lock"), messages_, 60'000);
        const int now = ++inside;
        if (now > most) most = now;
        ++done;
        --inside;
      }
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(most, 1);
  EXPECT_EQ(done, 160);
  EXPECT_EQ(messages_.lines().size(), 1u);
}

}  // namespace
}  // namespace experiment
