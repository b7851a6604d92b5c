#include <sys/stat.h>

#include <algorithm>

#include "base/random.h"
#include "experiment/draft.h"
#include "experiment/liveness.h"
#include "experiment/sharing.h"
#include "experiment/store_test.h"
#include "git/notes.h"

namespace experiment {
namespace {

class Claim : public StoreTest {
 protected:
  std::int64_t claimed_id(const std::string& tag = "asr") const {
    OpenStore open;
    Record record = new_record(tag);
    claim_run(open.store, record);
    return record.id;
  }
  /// A draft as a killed command leaves it.
  std::string leave_draft(const std::optional<Owner>& owner) const {
    const std::string name = ".new-" + base::random_uuid();
    base::make_folders(result("asr/" + name));
    if (owner) {
      write("repo/__result__/asr/" + name + "/attempt-0.json", format_owner(*owner));
      write("repo/__result__/asr/" + name + "/run.json", "{\"v\":1,");
    }
    return name;
  }
  mode_t mode_of(const std::string& path) const {
    struct stat info;
    return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 07777 : 0;
  }
};

TEST_F(Claim, TheFirstIsZeroAndItsRecordIsOnDisk) {
  OpenStore open;
  Record record = new_record("speech/asr");
  const RunPaths paths = claim_run(open.store, record);
  EXPECT_EQ(paths.folder, result("speech/asr/0"));
  EXPECT_EQ(record.run, "speech/asr/0");
  EXPECT_EQ(record.rev, 1);
  EXPECT_TRUE(base::is_uuid(record.uuid));
  std::string error;
  const auto on_disk = parse_record(base::load_file(paths.run_json()), error);
  ASSERT_TRUE(on_disk) << error;
  EXPECT_EQ(format_run_json(*on_disk), format_run_json(record));
  EXPECT_EQ(entries("__result__/speech/asr"), std::vector<std::string>{"0"});
}

TEST_F(Claim, GoesOnAfterTheLargestWhereverItIsKnown) {
  EXPECT_EQ(claimed_id(), 0);
  EXPECT_EQ(claimed_id(), 1);
  EXPECT_EQ(claimed_id("other"), 0);
  base::make_folders(result("asr/7"));       // an older tool's
  write("repo/__result__/asr/9", "a file");  // whatever it is, the name is taken
  write("repo/__result__/asr/010/x", "no id");
  EXPECT_EQ(claimed_id(), 10);
}

TEST_F(Claim, ReusesNoNumberOfARemovedFolder) {
  {
    OpenStore open;
    for (int i = 0; i < 3; ++i) make_published_run(open, "asr");
  }
  ASSERT_TRUE(base::remove_tree(result("asr")));
  EXPECT_EQ(claimed_id(), 3) << "known by the notes";
}

TEST_F(Claim, KnowsWhatWaitsAndWhatWasFetched) {
  OpenStore open;
  const Record waiting = make_run(open, "asr");
  write("repo/.git/exp/pending/" + waiting.uuid + ".2", at("elsewhere/asr/20") + "\n");
  EXPECT_EQ(claimed_id(), 21);

  Record fetched = new_record("asr");
  fetched.run = "asr/30";
  fetched.id = 30;
  fetched.uuid = base::random_uuid();
  write("note", format_note_line(fetched) + "\n");
  git({"notes", "--ref=fetched", "add", "-F", at("note"), "HEAD"});
  git({"update-ref", "refs/exp-remotes/origin/notes/exp", "refs/notes/fetched"});
  EXPECT_EQ(claimed_id(), 31);
}

TEST_F(Claim, BelievesNoNumberThatWouldBeTheLast) {
  Record hostile = new_record("asr");
  hostile.run = "asr/999999999";
  hostile.uuid = base::random_uuid();
  write("note", format_note_line(hostile) + "\nasr/../../5\n{\"v\":1,\"run\":\"asr/88\"\n");
  git({"notes", "--ref=exp", "add", "-F", at("note"), "HEAD"});
  EXPECT_EQ(claimed_id(), 0);
}

TEST_F(Claim, RemembersAFullFolderButBelievesNothing) {
  constexpr int many = 600;
  for (int i = 0; i < many; ++i) base::make_folders(result("asr/" + std::to_string(i)));
  EXPECT_EQ(claimed_id(), many);
  EXPECT_EQ(entries(".git/exp/cache").size(), 1u);
  EXPECT_EQ(claimed_id(), many + 1);
  base::make_folders(result("asr/" + std::to_string(many + 2)));
  EXPECT_EQ(claimed_id(), many + 3) << "the folder has changed";
  const std::string hint = at("repo/.git/exp/cache/" + entries(".git/exp/cache").at(0));
  const auto changed = base::find_mtime_ns(result("asr"));
  for (const std::string& lie : {std::string("3 " + std::to_string(*changed)), std::string("x y"), std::string()}) {
    base::write_file_atomically(hint, lie, false);
    const std::int64_t id = claimed_id();
    EXPECT_GT(id, many + 3) << "what is taken is not taken twice";
    EXPECT_TRUE(base::remove_tree(result("asr/" + std::to_string(id))));
  }
}

TEST_F(Claim, NotesThatCannotBeReadAreNoReasonNotToRun) {
  {
    OpenStore open;
    make_published_run(open, "asr");
  }
  const std::string blob = git({"rev-parse", "refs/notes/exp:" + head()}).substr(0, 40);
  ASSERT_TRUE(base::remove_tree(at("repo/.git/objects/" + blob.substr(0, 2) + "/" + blob.substr(2))));
  OpenStore open;
  Record record = new_record("asr");
  claim_run(open.store, record);
  EXPECT_EQ(record.run, "asr/1");
  EXPECT_NE(base::join(open.messages.lines(), "").find("the run is numbered without the notes"), std::string::npos);
  publish(open.store, record, result("asr/1"));
  EXPECT_EQ(markers().size(), 1u);
  EXPECT_EQ(load_all_runs(open.store).size(), 2u);
  EXPECT_EQ(resolve_run(open.store, "asr/0").name, "asr/0");
}

TEST_F(Claim, ManyProcessesShareNoNumber) {
  constexpr int processes = 32;
  EXPECT_EQ(count_failures_of(processes,
                              [&](int) {
                                OpenStore open;
                                Record record = new_record("asr");
                                claim_run(open.store, record);
                                std::string error;
                                const auto found =
                                    parse_record(base::load_file(result(record.run) + "/run.json"), error);
                                return found && found->uuid == record.uuid && found->id == record.id;
                              }),
            0);
  std::vector<std::string> expected;
  for (int i = 0; i < processes; ++i) expected.push_back(std::to_string(i));
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(entries("__result__/asr"), expected);
}

TEST_F(Claim, RemovesWhatTheDeadLeftAndSaysSoOnce) {
  Owner dead = this_process();
  dead.start_ticks -= 1;  // the pid was used again
  leave_draft(dead);
  leave_draft(std::nullopt);
  Owner elsewhere = this_process();
  elsewhere.host = "node7";
  elsewhere.boot_id = "b007";
  const std::string alive = leave_draft(this_process()), unknown = leave_draft(elsewhere);
  base::make_folders(result("asr/.old-" + base::random_uuid()) + "/half/removed");

  OpenStore open;
  Record record = new_record("asr");
  claim_run(open.store, record);
  std::vector<std::string> expected = {alive, unknown, "0"};
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(entries("__result__/asr"), expected);
  EXPECT_EQ(open.messages.lines(), std::vector<std::string>{"removed 2 run folders that never got a number from '" +
                                                            result("asr") + "': the command was killed"});
  Record next = new_record("asr");
  claim_run(open.store, next);
  EXPECT_EQ(open.messages.lines().size(), 1u);
}

TEST_F(Claim, BeginsAgainWhenItsDraftIsTakenAway) {
  OpenStore open;
  Record record = new_record("asr");
  record.uuid = base::random_uuid();
  Draft draft(open.store, result("asr"), record.uuid);
  record.run = "asr/0";
  ASSERT_TRUE(draft.fill(record));
  ASSERT_TRUE(base::remove_tree(result("asr/.new-" + record.uuid)));
  EXPECT_EQ(draft.take_number(0), Renamed::gone);
  ASSERT_TRUE(draft.fill(record));
  EXPECT_EQ(draft.take_number(0), Renamed::done);
  EXPECT_EQ(entries("__result__/asr/0"), (std::vector<std::string>{"attempt-0.json", "run.json"}));
}

TEST_F(Claim, LeavesNothingWhereItCannotWrite) {
  OpenStore open;
  Record record = new_record("asr");
  write("repo/__result__", "a file where the folder should be");
  EXPECT_NE(complaint_of([&] { claim_run(open.store, record); }).find("__result__"), std::string::npos);
  EXPECT_EQ(record.run, "");
  EXPECT_EQ(record.rev, 0);
}

TEST_F(Claim, FollowsNoLinkOutOfTheResultFolder) {
  base::make_folders(at("outside"));
  base::make_folders(result(""));
  ASSERT_EQ(::symlink(at("outside").c_str(), result("asr").c_str()), 0);
  OpenStore open;
  Record record = new_record("asr");
  EXPECT_NE(complaint_of([&] { claim_run(open.store, record); }).find("leads out of the result folder"),
            std::string::npos);
  EXPECT_TRUE(base::find_entries(at("outside"))->empty());
}

TEST_F(Claim, TheResultFolderItselfMayBeALink) {
  base::make_folders(at("server/results"));
  ASSERT_EQ(::symlink(at("server/results").c_str(), at("repo/__result__").c_str()), 0);
  EXPECT_EQ(claimed_id(), 0);
  EXPECT_TRUE(base::path_exists(at("server/results/asr/0/run.json")));
}

TEST_F(Claim, NoHostileTagBecomesAPath) {
  OpenStore open;
  for (const char* tag : {"", "..", "../asr", "/tmp/asr", "a//b", "a/../b", "a\nb", ".hidden", "7"}) {
    Record record = new_record(tag);
    EXPECT_NE(complaint_of([&] { claim_run(open.store, record); }), "") << tag;
  }
  EXPECT_FALSE(base::path_exists(result("")));
}

TEST_F(Claim, SharesWithTheGroup) {
  const mode_t before = ::umask(027);
  {
    OpenStore open;
    open.settings.sharing = Sharing::group;
    const Record record = make_run(open, "asr");
    publish(open.store, record, open.store.run_folder(record.run));
    EXPECT_EQ(mode_of(result("asr")), 02770u);
    EXPECT_EQ(mode_of(result("asr/0")), 02770u);
    EXPECT_EQ(mode_of(result("asr/0/run.json")), 0660u);
    EXPECT_EQ(mode_of(at("repo/.git/exp/pending")), 02770u);
    open.settings.sharing = Sharing::world;
    make_run(open, "public");
    EXPECT_EQ(mode_of(result("public/0")), 02775u);
    EXPECT_EQ(mode_of(result("public/0/run.json")), 0664u);
  }
  OpenStore alone;
  make_run(alone, "mine");
  EXPECT_EQ(mode_of(result("mine/0/run.json")) & 0007, 0u);
  ::umask(before);
}

TEST_F(Claim, AnAttemptHasOneOwner) {
  OpenStore open;
  Record record = new_record("asr");
  const RunPaths paths = claim_run(open.store, record);
  EXPECT_TRUE(base::path_exists(paths.claim(0)));
  std::optional<std::string> other;
  EXPECT_TRUE(claim_attempt(paths, 1, other));
  EXPECT_FALSE(other);
  EXPECT_FALSE(base::path_exists(paths.claim(0)));
  EXPECT_FALSE(claim_attempt(paths, 1, other));
  ASSERT_TRUE(other);
  EXPECT_NE(other->find(user_name() + " on " + host_name() + " (process " + std::to_string(::getpid()) + ")"),
            std::string::npos)
      << *other;
  EXPECT_TRUE(claim_attempt(paths, 2, other));
  constexpr int processes = 8;
  EXPECT_EQ(count_failures_of(processes,
                              [&](int) {
                                std::optional<std::string> winner;
                                return claim_attempt(paths, 3, winner);
                              }),
            processes - 1);
}

}  // namespace
}  // namespace experiment
