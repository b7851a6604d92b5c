#include "experiment/liveness.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"
#include "experiment/test_folder.h"

namespace experiment {
namespace {

/// A process that ended and was reaped: nobody has its pid and start time any more.
Owner dead_process() {
  int pipe_ends[2];
  EXPECT_EQ(::pipe(pipe_ends), 0);
  const pid_t pid = ::fork();
  if (pid == 0) {
    const std::string text = format_owner(this_process());
    (void)!::write(pipe_ends[1], text.data(), text.size());
    ::_exit(0);
  }
  ::close(pipe_ends[1]);
  ::waitpid(pid, nullptr, 0);
  std::string text(4096, '\0');
  const ssize_t length = ::read(pipe_ends[0], text.data(), text.size());
  ::close(pipe_ends[0]);
  text.resize(static_cast<std::size_t>(length));
  return parse_owner(text).value();
}

TEST(Owner, IsWrittenAndRead) {
  Owner owner = this_process();
  owner.job = "123_4";
  const auto again = parse_owner(format_owner(owner));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->host, owner.host);
  EXPECT_EQ(again->user, owner.user);
  EXPECT_EQ(again->pid, ::getpid());
  EXPECT_EQ(again->start_ticks, owner.start_ticks);
  EXPECT_GT(again->start_ticks, 0);
  EXPECT_EQ(again->boot_id, owner.boot_id);
  EXPECT_EQ(again->pid_namespace, owner.pid_namespace);
  EXPECT_EQ(again->job, "123_4");
  EXPECT_EQ(again->since, owner.since);
}

TEST(Owner, AnythingElseIsNone) {
  for (const char* text : {"", "{", "[]", "1", "{}", R"({"host":"a"})", R"({"pid":1})", R"({"host":"a","pid":-1})",
                           R"({"host":"a","pid":"x"})", R"({"host":"a","pid":99999999999})"})
    EXPECT_FALSE(parse_owner(text)) << text;
}

TEST(Life, OfAProcess) {
  const Owner us = this_process();
  EXPECT_EQ(find_life(us), Life::alive);
  EXPECT_EQ(find_life(dead_process()), Life::gone);

  Owner other = us;
  other.start_ticks += 1;
  EXPECT_EQ(find_life(other), Life::gone) << "the pid was used again";
  other = us;
  other.start_ticks = 0;
  EXPECT_EQ(find_life(other), Life::unknown);
  other = us;
  other.host = "renamed-meanwhile";
  EXPECT_EQ(find_life(other), Life::alive) << "the boot id says that it is this kernel";
}

TEST(Life, OfAnotherBootHostOrContainer) {
  Owner owner = dead_process();
  owner.pid_namespace = "pid:[1]";
  EXPECT_EQ(find_life(owner), Life::unknown) << "pids of another namespace mean nothing here";
  owner = this_process();
  owner.boot_id = "00000000-0000-0000-0000-000000000000";
  EXPECT_EQ(find_life(owner), owner.host == "localhost" ? Life::unknown : Life::gone);
  owner.host = "elsewhere";
  EXPECT_EQ(find_life(owner), Life::unknown);
  owner.host = "localhost";
  EXPECT_EQ(find_life(owner), Life::unknown) << "too many hosts are called so";
  owner = this_process();
  owner.boot_id = "";
  EXPECT_EQ(find_life(owner), Life::unknown);
}

TEST(Life, AZombieIsGone) {
  int pipe_ends[2];
  ASSERT_EQ(::pipe(pipe_ends), 0);
  const pid_t pid = ::fork();
  if (pid == 0) {
    const std::int64_t ticks = this_process().start_ticks;
    (void)!::write(pipe_ends[1], &ticks, sizeof ticks);
    ::_exit(0);
  }
  Owner owner = this_process();
  owner.pid = pid;
  ASSERT_EQ(::read(pipe_ends[0], &owner.start_ticks, sizeof owner.start_ticks),
            static_cast<ssize_t>(sizeof owner.start_ticks));
  siginfo_t info;
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT), 0);
  EXPECT_EQ(find_life(owner), Life::gone);
  ::waitpid(pid, nullptr, 0);
  ::close(pipe_ends[0]);
  ::close(pipe_ends[1]);
}

class RunLiveness : public FolderTest {
 protected:
  /// `age` seconds ago.
  void touch(const std::string& name, std::int64_t age) const {
    if (!base::path_exists(at(name))) write(name, "");
    const timespec time{::time(nullptr) - age, 0};
    const timespec times[2] = {time, time};
    ASSERT_EQ(::utimensat(AT_FDCWD, at(name).c_str(), times, 0), 0);
  }
  void claim(int n, const Owner& owner) const { write("attempt-" + std::to_string(n) + ".json", format_owner(owner)); }
  static Owner elsewhere() {
    Owner owner = this_process();
    owner.host = "elsewhere";
    owner.boot_id = "00000000-0000-0000-0000-000000000000";
    return owner;
  }
};

TEST_F(RunLiveness, TheNewestClaimDecides) {
  touch("heartbeat", 1000);
  claim(9, dead_process());
  EXPECT_EQ(find_liveness(folder_), Liveness::lost);
  claim(10, this_process());
  EXPECT_EQ(find_liveness(folder_), Liveness::active);
}

TEST_F(RunLiveness, ElsewhereTheHeartbeatDecides) {
  claim(1, elsewhere());
  touch("attempt-1.json", 1000);
  touch("heartbeat", 170);
  EXPECT_EQ(find_liveness(folder_), Liveness::active);
  touch("heartbeat", 190);
  EXPECT_EQ(find_liveness(folder_), Liveness::presumed_lost);
  touch("heartbeat", -1000);
  EXPECT_EQ(find_liveness(folder_), Liveness::active) << "from the future";
  EXPECT_EQ(base::find_entries(folder_)->size(), 2u) << "nothing is left behind";
}

TEST_F(RunLiveness, AFreshClaimCountsUntilItsFirstHeartbeat) {
  claim(1, elsewhere());
  touch("attempt-1.json", 1000);
  touch("heartbeat", 900);
  claim(2, elsewhere());
  EXPECT_EQ(find_liveness(folder_), Liveness::active);
}

TEST_F(RunLiveness, BrokenClaimsAndMissingOnes) {
  EXPECT_EQ(find_liveness(at("missing")), Liveness::presumed_lost);
  write("attempt-1.json", "{\"host\":");
  write("attempt-x.json", "");
  write("attempt-99999999999999999999.json", "");
  touch("heartbeat", 5);
  EXPECT_EQ(find_liveness(folder_), Liveness::active);
  base::remove_tree(at("attempt-1.json"));
  base::remove_tree(at("heartbeat"));
  touch("run.json", 200);
  EXPECT_EQ(find_liveness(folder_), Liveness::presumed_lost) << "prepared, and never started";
  touch("run.json", 20);
  EXPECT_EQ(find_liveness(folder_), Liveness::active);
}

TEST_F(RunLiveness, ALostOneHasAReason) {
  const auto reason = [&] { return examine_liveness(folder_, "recorded\x1b").reason; };
  const Owner dead = dead_process();
  claim(1, dead);
  EXPECT_EQ(reason(), "process " + std::to_string(dead.pid) + " on " + base::printable(dead.host) + " is gone");
  Owner rebooted = elsewhere();
  rebooted.host = host_name();
  claim(2, rebooted);
  const bool is_known = find_life(rebooted) == Life::gone;  // not of a localhost: many are
  EXPECT_EQ(reason(), is_known ? base::printable(rebooted.host) + " was started anew" : "");
  claim(3, elsewhere());
  EXPECT_EQ(reason(), "") << "active";
  touch("attempt-3.json", 3 * 3600 + 300);
  EXPECT_EQ(reason(), "no sign of life from elsewhere for 3 h 5 min");
  write("attempt-4.json", "{");
  touch("attempt-4.json", 3600);
  EXPECT_EQ(reason(), "no sign of life from recorded\\x1b for 1 h 0 min") << "nobody can read whose it is";
  EXPECT_EQ(examine_liveness(at("missing"), "").reason, "no sign of life");
  claim(5, this_process());
  EXPECT_EQ(reason(), "");
}

}  // namespace
}  // namespace experiment
