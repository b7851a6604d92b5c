#include "usage.h"

#include <gtest/gtest.h>

namespace exp_status {
namespace {

process::ProcessInfo process(pid_t pid, pid_t parent, std::int64_t cpu, std::int64_t memory) {
  process::ProcessInfo info;
  info.pid = pid;
  info.parent = parent;
  info.cpu_ms = cpu;
  info.resident_bytes = memory;
  return info;
}

TEST(Usage, OfAllBelowEachSupervisor) {
  const auto usage =
      find_usage({process(1, 0, 9, 9), process(10, 1, 1, 100), process(11, 10, 2, 200), process(12, 11, 4, 400),
                  process(20, 1, 8, 800), process(30, 1, 9, 9), process(41, 40, 1, 1), process(40, 41, 1, 1)},
                 {10, 20, 99});
  ASSERT_EQ(usage.size(), 2u) << "what is gone uses nothing";
  EXPECT_EQ(usage.at(10).cpu_ms, 7);
  EXPECT_EQ(usage.at(10).memory_bytes, 700);
  EXPECT_EQ(usage.at(20).cpu_ms, 8);
}

}  // namespace
}  // namespace exp_status
