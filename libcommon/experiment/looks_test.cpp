#include "experiment/looks.h"

#include <sys/stat.h>

#include "base/random.h"
#include "experiment/store_test.h"

namespace experiment {
namespace {

class Looks : public StoreTest {
 protected:
  static std::string names(const std::vector<EndedRun>& ended) {
    std::string text;
    for (const auto& run : ended) text += run.run + " ";
    return text;
  }
  Record ended(const std::string& run) const {
    Record record = new_record("asr");
    record.run = run;
    record.uuid = base::random_uuid();
    return record;
  }
};

TEST_F(Looks, WhatEndedSinceTheLast) {
  OpenStore open;
  EXPECT_FALSE(find_last_look(open.store));
  EXPECT_EQ(names(read_ended(open.store, {})), "");
  const Record twice = ended("asr/0");
  note_ended(open.store, twice);
  note_ended(open.store, ended("asr/1"));
  note_ended(open.store, twice);
  EXPECT_EQ(names(read_ended(open.store, {})), "asr/0 asr/1 ");
  EXPECT_EQ(names(read_ended(open.store, {base::now().ms + 1000})), "");
  write_last_look(open.store, {1'700'000'000'123});
  EXPECT_EQ(find_last_look(open.store), base::Timestamp{1'700'000'000'123});
}

TEST_F(Looks, OldEndsAreDropped) {
  OpenStore open;
  std::string lines;
  for (int i = 0; i < 1000; ++i)
    lines += "2026-01-01T00:00:00.000Z " + base::random_uuid() + " asr/" + std::to_string(i) + "\n";
  base::make_folders(user_folder(open.store));
  base::write_file_atomically(user_folder(open.store) + "/ended", lines, false);
  note_ended(open.store, ended("asr/1000"));
  const auto kept = read_ended(open.store, {});
  EXPECT_LT(kept.size(), 600u);
  EXPECT_GT(kept.size(), 400u);
  EXPECT_EQ(kept.front().run, "asr/1000");
}

TEST_F(Looks, OddFilesTellNothing) {
  OpenStore open;
  const std::string folder = user_folder(open.store);
  base::make_folders(folder);
  base::write_file_atomically(folder + "/ended", "x\n2026-01-01T00:00:00.000Z nobody asr/0\n2026 a b c d\n", false);
  base::write_file_atomically(folder + "/looked", "yesterday", false);
  EXPECT_EQ(names(read_ended(open.store, {})), "");
  EXPECT_FALSE(find_last_look(open.store));
  base::remove_tree(folder + "/ended");
  ASSERT_EQ(::mkfifo((folder + "/ended").c_str(), 0600), 0);
  note_ended(open.store, ended("asr/0"));
  EXPECT_EQ(names(read_ended(open.store, {})), "");
}

}  // namespace
}  // namespace experiment
