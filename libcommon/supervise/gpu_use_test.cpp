#include "supervise/gpu_use.h"

#include <gtest/gtest.h>

namespace supervise {
namespace {

TEST(GpuUse, TheSumOverOurProcesses) {
  const auto sum = [](const std::string& csv) {
    return sum_gpu_memory(csv, [](pid_t pid) { return pid == 7 || pid == 12; });
  };
  EXPECT_EQ(sum("7, 100\n8, 50\n12, 3\n7, 20\n"), 123 << 20);
  EXPECT_EQ(sum("8, 50\n"), std::nullopt);
  EXPECT_EQ(sum("7, [N/A]\n"), std::nullopt);
  EXPECT_EQ(sum("7, [N/A]\n12, 0\n"), 0);
  EXPECT_EQ(sum(""), std::nullopt);
  EXPECT_EQ(sum("No running processes found\n7\n7, 1, 2\n-7, 4\n7, -4\n7, 99999999999999999999\n"), std::nullopt);
}

}  // namespace
}  // namespace supervise
