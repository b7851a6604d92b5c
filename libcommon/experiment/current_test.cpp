#include "experiment/current.h"

#include "base/file.h"
#include "experiment/default_run.h"
#include "experiment/store_test.h"

namespace experiment {
namespace {

class CurrentTest : public StoreTest {
 protected:
  CurrentTest() { ::unsetenv("GIT_EXP_CURRENT"); }
  ~CurrentTest() override { ::unsetenv("GIT_EXP_CURRENT"); }

  std::string current_run(OpenStore& open) const {
    const auto current = find_current_run(open.store);
    return current ? current->run.name + ": " + current->reason : "(none)";
  }
};

TEST_F(CurrentTest, TheShellsCountsBeforeTheUsers) {
  OpenStore open;
  EXPECT_EQ(current_run(open), "(none)");
  const Record first = make_run(open, "asr"), second = make_run(open, "asr");
  write_current(open.store, first.run, first.uuid);
  EXPECT_EQ(current_run(open), "asr/0: the current run (git exp-use)");
  write_current(open.store, "asr", "");
  EXPECT_EQ(current_run(open), "asr/1: the latest run of the current experiment (git exp-use)");
  ::setenv("GIT_EXP_CURRENT", "asr/0", 1);
  EXPECT_EQ(current_run(open), "asr/0: GIT_EXP_CURRENT names it");
  ::setenv("GIT_EXP_CURRENT", "", 1);
  EXPECT_EQ(current_run(open).substr(0, 5), "asr/1");
  EXPECT_TRUE(remove_current(open.store));
  EXPECT_FALSE(remove_current(open.store));
  EXPECT_EQ(current_run(open), "(none)");
}

TEST_F(CurrentTest, WhatIsGoneIsNamedWithTheWayOut) {
  OpenStore open;
  write_current(open.store, "asr/7", "00000000-0000-4000-8000-000000000000");
  EXPECT_EQ(complaint_of([&] { find_current_run(open.store); }),
            "the run 'asr/7', which you chose by 'git exp-use', is gone\nhint: git exp-use --unset    forgets it");
  ::setenv("GIT_EXP_CURRENT", "ctc", 1);
  EXPECT_EQ(
      complaint_of([&] { find_current_run(open.store); }),
      "no run is called 'ctc', which GIT_EXP_CURRENT names\nhint: unset GIT_EXP_CURRENT    forgets it in this shell");
}

TEST_F(CurrentTest, ADamagedFileIsNoChoice) {
  OpenStore open;
  write_current(open.store, "asr", "");
  const std::string path = base::path_join(user_folder(open.store), "current");
  for (const char* text : {"", "../../etc", "-f", "asr/0 nonsense", "a b c", "\n\n"}) {
    base::write_file_atomically(path, text, false);
    EXPECT_FALSE(find_current(open.store)) << text;
  }
}

TEST_F(CurrentTest, AnExperimentIsThatOfItsRunsToo) {
  OpenStore open;
  const auto tag_of = [&](const std::string& name) {
    return find_tag_of(open.store, Current{name, "", true}).value_or("(none)");
  };
  EXPECT_EQ(tag_of("asr"), "asr");
  EXPECT_EQ(tag_of("asr/3"), "asr");
  EXPECT_EQ(tag_of("asr/3-1a2b"), "asr");
  EXPECT_EQ(tag_of("@"), "(none)");
}

}  // namespace
}  // namespace experiment
