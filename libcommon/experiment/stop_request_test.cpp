#include "experiment/stop_request.h"

#include <sys/stat.h>

#include "base/error.h"
#include "experiment/test_folder.h"

namespace experiment {
namespace {

class StopRequests : public FolderTest {
 protected:
  StopRequest request(std::int64_t attempt, bool force = false, bool now = false) const {
    StopRequest request = this_users_request();
    request.attempt = attempt;
    request.force = force;
    request.now = now;
    return request;
  }
  std::string describe() const {
    const auto found = find_stop_request(paths_);
    if (!found) return "nothing";
    return std::to_string(found->attempt) + (found->force ? " force" : "") + (found->now ? " now" : "");
  }
  const RunPaths paths_{folder_};
};

TEST_F(StopRequests, TheFirstStaysUntilAStrongerOneComes) {
  EXPECT_EQ(describe(), "nothing");
  const StopRequest first = write_stop_request(paths_, request(1));
  EXPECT_EQ(describe(), "1");
  StopRequest later = request(1);
  later.who = "bob";
  EXPECT_EQ(write_stop_request(paths_, later).who, first.who);
  write_stop_request(paths_, request(1, true));
  EXPECT_EQ(describe(), "1 force");
  write_stop_request(paths_, request(1));
  EXPECT_EQ(describe(), "1 force");
  write_stop_request(paths_, request(1, true, true));
  EXPECT_EQ(describe(), "1 force now");
}

TEST_F(StopRequests, OfAnotherAttemptAndBrokenOnesGiveWay) {
  write_stop_request(paths_, request(1, true));
  write_stop_request(paths_, request(2));
  EXPECT_EQ(describe(), "2");
  for (const char* text : {"", "{", "[]", "{}", R"({"attempt": "2", "who": "ada"})", R"({"attempt": 0, "who": "ada"})",
                           R"({"attempt": 2})", R"({"attempt": 2, "who": ""})"}) {
    write("stop", text);
    EXPECT_EQ(describe(), "nothing") << text;
    write_stop_request(paths_, request(3));
    EXPECT_EQ(describe(), "3") << text;
  }
  write("stop", R"({"attempt": 2, "who": "ada", "force": "yes", "now": true, "more": 1})");
  EXPECT_EQ(describe(), "2 force now");
}

TEST_F(StopRequests, AFifoInItsPlaceIsNotWaitedFor) {
  ASSERT_EQ(::mkfifo(paths_.stop().c_str(), 0600), 0);
  EXPECT_EQ(describe(), "nothing");
  write_stop_request(paths_, request(1));
  EXPECT_EQ(describe(), "1");
}

TEST_F(StopRequests, AFolderThatIsGoneIsAnError) {
  EXPECT_THROW(write_stop_request(RunPaths{at("none")}, request(1)), base::UserError);
}

}  // namespace
}  // namespace experiment
