#include "process/process_tree.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <set>

#include "process/child.h"

namespace process {
namespace {

TEST(ProcessTree, NamesMayHoldAnything) {
  const auto process = parse_process("12 (a) Z 9 (b) S 3 4 5 0 -1 4194304");
  ASSERT_TRUE(process);
  EXPECT_EQ(process->pid, 12);
  EXPECT_EQ(process->name, "a) Z 9 (b");
  EXPECT_EQ(process->state, 'S');
  EXPECT_EQ(process->parent, 3);
  EXPECT_EQ(process->session, 5);
  EXPECT_FALSE(parse_process(""));
  EXPECT_FALSE(parse_process("12 (a) S"));
}

TEST(ProcessTree, DescendantsAreFoundInAnyOrder) {
  const std::vector<ProcessInfo> all = {{5, 4, 1, 'S', "grandchild"}, {4, 3, 1, 'S', "child"}, {6, 4, 6, 'R', "own"},
                                        {7, 3, 1, 'Z', "ended"},      {3, 1, 1, 'S', "self"},  {8, 1, 1, 'S', "other"}};
  std::set<pid_t> found;
  for (const auto& process : living_descendants(all, 3)) found.insert(process.pid);
  EXPECT_EQ(found, (std::set<pid_t>{4, 5, 6}));
}

TEST(ProcessTree, ShowsARealChild) {
  const Child child({.argv = {"sleep", "300"}});
  std::vector<ProcessInfo> found;
  const auto find_ours = [&] {
    found = living_descendants(read_processes(), ::getpid());
    return std::find_if(found.begin(), found.end(),
                        [&](const ProcessInfo& process) { return process.pid == child.pid(); });
  };
  auto ours = find_ours();
  // It has just been executed, and may have no page of its own yet.
  while (ours != found.end() && ours->resident_bytes <= 100'000) ours = find_ours();
  ASSERT_NE(ours, found.end());
  EXPECT_EQ(ours->name, "sleep");
  EXPECT_EQ(ours->session, ::getsid(0));
  EXPECT_GT(ours->resident_bytes, 100'000);
  EXPECT_LT(ours->resident_bytes, 100'000'000);
  EXPECT_LT(ours->cpu_ms, 1000);
}

}  // namespace
}  // namespace process
