#include <sys/stat.h>

#include "experiment/store_test.h"

namespace experiment {
namespace {

class StoreFiles : public StoreTest {};

TEST_F(StoreFiles, TheRecordIsReplacedWholeWithALargerRev) {
  OpenStore open;
  Record record = new_record("asr");
  record.unknown.set("from_the_future", base::Json::string("kept"));
  const RunPaths paths = claim_run(open.store, record);
  record.state = State::running;
  const base::Timestamp before = record.updated;
  write_run_json(paths, record, false);
  EXPECT_EQ(record.rev, 2);
  EXPECT_GE(record.updated, before);
  std::string error;
  const auto on_disk = parse_record(base::load_file(paths.run_json()), error);
  ASSERT_TRUE(on_disk) << error;
  EXPECT_EQ(on_disk->rev, 2);
  EXPECT_EQ(on_disk->state, State::running);
  EXPECT_EQ(on_disk->unknown.text_of("from_the_future"), "kept");
  EXPECT_EQ(base::find_entries(paths.folder), (std::vector<std::string>{"attempt-0.json", "run.json"}));
}

TEST_F(StoreFiles, AFailedWriteChangesNothing) {
  OpenStore open;
  Record record = new_record("asr");
  claim_run(open.store, record);
  const RunPaths gone{at("no/such/folder")};
  EXPECT_THROW(write_run_json(gone, record), base::UserError);
  EXPECT_EQ(record.rev, 1);
  record.v = 2;
  EXPECT_NE(complaint_of([&] { write_run_json(gone, record); }).find("newer git-exp"), std::string::npos);
}

TEST_F(StoreFiles, TheLastRunIsTheUsers) {
  OpenStore open;
  EXPECT_FALSE(find_last_run(open.store));
  const Record record = make_run(open, "asr");
  write_last_run(open.store, record.run, record.uuid);
  EXPECT_EQ(find_last_run_name(open.store), "asr/0");
  EXPECT_EQ(find_last_run(open.store)->uuid, record.uuid);
  const auto users = entries(".git/exp/user");
  ASSERT_EQ(users.size(), 1u);
  for (const char* broken : {"", "asr/0", "../../etc/passwd x", "asr/0 not-a-uuid", "\xff\xfe"}) {
    write("repo/.git/exp/user/" + users[0] + "/last", broken);
    EXPECT_FALSE(find_last_run(open.store)) << broken;
  }
}

TEST_F(StoreFiles, TheLastRunThatCannotBeWrittenIsAWarning) {
  OpenStore open;
  write("repo/.git/exp", "a file where the folder should be");
  write_last_run(open.store, "asr/0", "00000000-0000-4000-8000-000000000000");
  ASSERT_EQ(open.messages.lines().size(), 1u);
  EXPECT_EQ(open.messages.lines()[0].substr(0, 9), "warning: ");
}

TEST_F(StoreFiles, TheFirstUseExcludesOurFoldersOnceAndSaysSo) {
  OpenStore open;
  write("repo/.git/info/exclude", "# mine\n*.o\n__data__\n/no-line-end");
  prepare_folders(open.store);
  prepare_folders(open.store);
  EXPECT_EQ(read("repo/.git/info/exclude"), "# mine\n*.o\n__data__\n/no-line-end\n__result__\n__statistic__\n");
  EXPECT_EQ(open.messages.lines(),
            std::vector<std::string>{"git ignores __result__, __statistic__ from now on (.git/info/exclude)"});
  EXPECT_TRUE(base::is_folder(result("")));
  EXPECT_EQ(git({"status", "--porcelain"}), "");
}

TEST_F(StoreFiles, WhatGitignoreHasIsNotExcludedAgain) {
  write("repo/.gitignore", "/__data__\r\n__result__\n__statistic__\n");
  base::remove_tree(at("repo/.git/info"));
  OpenStore open;
  prepare_folders(open.store);
  EXPECT_FALSE(base::path_exists(at("repo/.git/info/exclude")));
  EXPECT_TRUE(open.messages.lines().empty());
}

TEST_F(StoreFiles, ALinkToNowhereIsNamed) {
  ASSERT_EQ(::symlink("/no/such/server", at("repo/__result__").c_str()), 0);
  OpenStore open;
  const std::string complaint = complaint_of([&] { prepare_folders(open.store); });
  EXPECT_NE(complaint.find("is a link to '/no/such/server', which is not there"), std::string::npos) << complaint;
  EXPECT_NE(complaint.find("hint: "), std::string::npos);
}

}  // namespace
}  // namespace experiment
