#include "queue/devices.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "experiment/test_folder.h"

namespace queue {
namespace {

class DevicesTest : public experiment::FolderTest {
 protected:
  void SetUp() override {
    FolderTest::SetUp();
    ::setenv("XDG_STATE_HOME", at("state").c_str(), 1);
  }
  void TearDown() override {
    ::unsetenv("XDG_STATE_HOME");
    FolderTest::TearDown();
  }
  const std::vector<std::string> three_ = {"0", "1", "MIG-GPU/1/2"};
};

TEST_F(DevicesTest, EachIsGivenOnce) {
  auto two = Devices::take(three_, 2);
  ASSERT_TRUE(two);
  EXPECT_EQ(two->names(), "0,1");
  EXPECT_FALSE(Devices::take(three_, 2));
  const auto last = Devices::take(three_, 1);
  ASSERT_TRUE(last) << "what was not enough is free again";
  EXPECT_EQ(last->names(), "MIG-GPU/1/2");
  two.reset();
  EXPECT_TRUE(Devices::take(three_, 2));
}

TEST_F(DevicesTest, TheDeadHoldNone) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    const auto all = Devices::take(three_, 3);
    ::_exit(all ? 0 : 1);
  }
  int status = 1;
  ::waitpid(pid, &status, 0);
  ASSERT_EQ(status, 0);
  EXPECT_EQ(base::find_entries(Devices::folder())->size(), 3u);
  EXPECT_TRUE(Devices::take(three_, 3));
}

TEST_F(DevicesTest, LentOnesAreGivenBackWhenTheChildHasEnded) {
  auto mine = Devices::take(three_, 3);
  ASSERT_TRUE(mine);
  const pid_t pid = ::fork();
  if (pid == 0) {
    mine->take_on();
    ::_exit(0);
  }
  ::waitpid(pid, nullptr, 0);
  mine->lend();
  mine->give_back();
  EXPECT_TRUE(base::find_entries(Devices::folder())->empty());
}

TEST_F(DevicesTest, AutoAreThoseThatTheKernelNumbers) {
  for (const char* name : {"nvidia10", "nvidia2", "nvidia0", "nvidiactl", "nvidia-uvm", "nvidia", "null"})
    write(std::string("dev/") + name, "");
  EXPECT_EQ(find_devices(at("dev")), (std::vector<std::string>{"0", "2", "10"}));
  EXPECT_TRUE(find_devices(at("nowhere")).empty());
}

TEST_F(DevicesTest, AFolderThatIsALinkIsRefused) {
  base::make_folders(base::path_parent(Devices::folder()));
  base::make_folders(at("elsewhere"));
  ASSERT_EQ(::symlink(at("elsewhere").c_str(), Devices::folder().c_str()), 0);
  EXPECT_THROW(Devices::take(three_, 1), base::UserError);
}

}  // namespace
}  // namespace queue
