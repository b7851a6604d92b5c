#include "experiment/exclusive_rename.h"

#include "experiment/store_test.h"

namespace experiment {
namespace {

using Rename = Renamed (*)(const std::string&, const std::string&);

/// Both ways: with the kernel's help, and as on file systems that know no RENAME_NOREPLACE.
class ExclusiveRename : public FolderTest, public testing::WithParamInterface<Rename> {
 protected:
  Renamed rename(const std::string& from, const std::string& to) const { return GetParam()(at(from), at(to)); }
};

TEST_P(ExclusiveRename, GivesAFreeName) {
  write("a/file", "mine");
  EXPECT_EQ(rename("a", "b"), Renamed::done);
  EXPECT_EQ(read("b/file"), "mine");
  EXPECT_FALSE(base::path_exists(at("a")));
}

TEST_P(ExclusiveRename, NeverReplacesWhatIsThere) {
  write("filled/file", "theirs");
  write("file", "theirs");
  base::make_folders(at("empty"));
  ASSERT_EQ(::symlink("nowhere", at("link").c_str()), 0);
  write("a/file", "mine");
  for (const char* taken : {"filled", "empty", "file", "link"}) EXPECT_EQ(rename("a", taken), Renamed::taken) << taken;
  EXPECT_EQ(read("a/file"), "mine");
  EXPECT_EQ(read("filled/file"), "theirs");
  EXPECT_TRUE(base::find_entries(at("empty"))->empty());
}

TEST_P(ExclusiveRename, SaysWhatIsGoneAndWhatCannotBe) {
  EXPECT_EQ(rename("a", "b"), Renamed::gone);
  write("a/file", "mine");
  EXPECT_THROW(rename("a", "no/such/folder"), base::UserError);
}

TEST_P(ExclusiveRename, OfManyProcessesOneWins) {
  constexpr int processes = 16, rounds = 20;
  for (int round = 0; round < rounds; ++round) {
    const std::string to = "taken-" + std::to_string(round);
    const int losers = count_failures_of(processes, [&](int i) {
      const std::string from = "from-" + std::to_string(round) + "-" + std::to_string(i);
      write(from + "/file", std::to_string(i));
      return rename(from, to) == Renamed::done;
    });
    EXPECT_EQ(losers, processes - 1);
    EXPECT_EQ(base::find_entries(at(to)), std::vector<std::string>{"file"});
  }
}

INSTANTIATE_TEST_SUITE_P(, ExclusiveRename, testing::Values(&rename_to_free, &rename_filled_folder),
                         [](const auto& tested) { return tested.index == 0 ? "kernel" : "plain"; });

}  // namespace
}  // namespace experiment
