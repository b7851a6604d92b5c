#include "experiment/turn.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/time.h"
#include "experiment/store_test.h"

namespace experiment {
namespace {

bool never() {
  return false;
}

class Turns : public StoreTest {
 protected:
  Turns() { base::make_folders(at("repo/.git/exp")); }
  bool is_taken() const { return base::path_exists(path_); }
  /// How long it takes to get the turn.
  std::int64_t wait_for_turn(const std::function<bool()>& is_done = never) {
    const std::int64_t before = base::steady_ms();
    const Turn turn(open_.store, is_done, 60'000);
    is_done_ = turn.is_done();
    return base::steady_ms() - before;
  }

  OpenStore open_;
  const std::string path_ = at("repo/.git/exp/publishing");
  bool is_done_ = false;
};

TEST_F(Turns, IsTakenAndGivenBack) {
  {
    const Turn turn(open_.store, never, 0);
    EXPECT_TRUE(is_taken());
    EXPECT_FALSE(turn.is_done());
  }
  EXPECT_EQ(entries(".git/exp"), std::vector<std::string>{});
}

TEST_F(Turns, WhoseWorkIsDoneNeedsNone) {
  const Turn turn(open_.store, never, 0);
  wait_for_turn([] { return true; });
  EXPECT_TRUE(is_done_);
  EXPECT_TRUE(is_taken()) << "it is not his to give back";
}

TEST_F(Turns, OfAKilledProcessIsTakenAway) {
  write("repo/.git/exp/publishing", "word");
  wait_for_turn();
  EXPECT_FALSE(is_done_);
  EXPECT_EQ(entries(".git/exp"), std::vector<std::string>{});
}

TEST_F(Turns, AnOldOneIsNotWaitedFor) {
  write("repo/.git/exp/publishing", "word");
  const timespec times[2] = {{1'700'000'000, 0}, {1'700'000'000, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, path_.c_str(), times, 0), 0);
  EXPECT_LT(wait_for_turn(), 400);
  EXPECT_FALSE(is_taken());
}

TEST_F(Turns, EverybodyHasItWhereItCannotBeMade) {
  base::remove_tree(at("repo/.git/exp"));
  write("repo/.git/exp", "a file where the folder should be");
  const Turn turn(open_.store, never, 60'000);
  EXPECT_FALSE(turn.is_done());
}

TEST_F(Turns, SomethingElseInItsPlaceStopsNobody) {
  base::make_folders(at("repo/.git/exp/publishing/full"));
  wait_for_turn();
  EXPECT_FALSE(is_done_);
}

}  // namespace
}  // namespace experiment
