#include "base/random.h"
#include "experiment/store_test.h"

namespace experiment {
namespace {

class ForeignRuns : public StoreTest {
 protected:
  void leave(const std::string& run) const {
    write("repo/__result__/" + run + "/statistic.json",
          "{\"hparam\": {\"lr\": \"0.001\"}, \"metric\": {\"acc\": \"98.7000\"}}");
  }
};

TEST_F(ForeignRuns, AreFoldersWithAStatisticAndNoRecord) {
  leave("asr/3");
  write("repo/__result__/asr/4/log", "nothing measured");
  OpenStore open;
  make_run(open, "ours");
  write("repo/__result__/ours/0/statistic.json", "{}");
  const auto found = find_foreign_run(open.store, "asr/3");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->run, "asr/3");
  EXPECT_EQ(found->folder, result("asr/3"));
  EXPECT_EQ(find_foreign_run(open.store, "__result__/asr/3/")->run, "asr/3");
  for (const char* other : {"asr/4", "asr/9", "ours/0", "asr", "..", "/etc", ""})
    EXPECT_FALSE(find_foreign_run(open.store, other)) << other;
}

TEST_F(ForeignRuns, AreImportedUnderTheSameUuidByEverybody) {
  leave("asr/3");
  make_tag("asr");
  const std::string tagged = head();
  git({"commit", "-q", "--allow-empty", "-m", "next"});
  OpenStore open;
  const Record record = import_foreign_run(open.store, *find_foreign_run(open.store, "asr/3"));
  EXPECT_TRUE(base::is_uuid(record.uuid));
  EXPECT_EQ(record.uuid[14], '4');
  EXPECT_EQ(record.commit, tagged);
  EXPECT_EQ(record.id, 3);
  EXPECT_EQ(record.state, State::finished);
  ASSERT_EQ(record.params.size(), 1u);
  EXPECT_EQ(record.params[0].second.text, "0.001");
  ASSERT_EQ(record.metrics.size(), 1u);
  EXPECT_EQ(record.metrics[0].last.text, "98.7000");
  EXPECT_EQ(resolve_run(open.store, "asr/3").run.record.uuid, record.uuid);
  EXPECT_TRUE(resolve_run(open.store, "asr/3").run.published);
  EXPECT_FALSE(find_foreign_run(open.store, "asr/3"));

  base::remove_tree(result("asr/3/run.json"));
  EXPECT_EQ(import_foreign_run(open.store, {"asr/3", result("asr/3")}).uuid, record.uuid);
  leave("asr/4");
  EXPECT_NE(import_foreign_run(open.store, {"asr/4", result("asr/4")}).uuid, record.uuid);
}

TEST_F(ForeignRuns, WithoutATagBelongToHead) {
  leave("asr/0");
  OpenStore open;
  EXPECT_EQ(import_foreign_run(open.store, *find_foreign_run(open.store, "asr/0")).commit, head());
}

}  // namespace
}  // namespace experiment
