#include "experiment/fork.h"

#include "base/file.h"
#include "base/sha256.h"
#include "experiment/store_test.h"

namespace experiment {
namespace {

class ForkTest : public StoreTest {
 protected:
  ForkTest() {
    source_ = make_run(open_, "asr");
    for (const char* epoch : {"1", "2", "3"}) put(std::string("checkpoint/epoch_") + epoch + ".pt", epoch);
  }
  void put(const std::string& name, const std::string& text) { write("repo/__result__/asr/0/" + name, text); }
  ForkPoint find(const std::string& text) { return find_fork_point(open_.store, text, at("repo")); }
  std::string refusal(const std::string& text) {
    return complaint_of([&] { find(text); });
  }
  /// A new run that starts there, as exp-run makes it.
  Record make_fork(const ForkPoint& fork) {
    Record record = new_record("tune");
    record.attempts.emplace_back();
    record.state = State::running;
    const RunPaths paths = claim_run(open_.store, record);
    adopt_checkpoint(open_.store, fork, record, paths);
    copy_ = forked_checkpoint(record, paths);
    return record;
  }
  std::string member(const Record& record, const char* name) {
    return record.unknown.find("forked_from")->text_of(name);
  }

  OpenStore open_;
  Record source_;
  std::string copy_;
};

TEST_F(ForkTest, NamesOfACheckpoint) {
  const struct {
    std::string text, checkpoint;
  } cases[] = {{"asr/0", "checkpoint/epoch_3.pt"},
               {"asr", "checkpoint/epoch_3.pt"},
               {"asr/0:last", "checkpoint/epoch_3.pt"},
               {"asr/0:2", "checkpoint/epoch_2.pt"},
               {"asr/0:epoch_1.pt", "checkpoint/epoch_1.pt"},
               {"__result__/asr/0/checkpoint/epoch_1.pt", "checkpoint/epoch_1.pt"},
               {result("asr/0"), "checkpoint/epoch_3.pt"}};
  for (const auto& c : cases) {
    const ForkPoint fork = find(c.text);
    EXPECT_EQ(fork.checkpoint, c.checkpoint) << c.text;
    EXPECT_EQ(fork.run, "asr/0") << c.text;
    EXPECT_EQ(fork.uuid, source_.uuid) << c.text;
    EXPECT_TRUE(fork.source) << c.text;
  }
}

TEST_F(ForkTest, AFileOfNobodyIsACheckpointToo) {
  write("repo/base.pt", "weights");
  const ForkPoint fork = find("base.pt");
  EXPECT_EQ(fork.checkpoint, at("repo/base.pt"));
  EXPECT_EQ(fork.uuid, "");
  EXPECT_FALSE(fork.source);
}

TEST_F(ForkTest, AFileOfAnotherCloneSaysWhoseItIs) {
  write("elsewhere/asr/7/run.json", base::load_file(result("asr/0/run.json")));
  write("elsewhere/asr/7/checkpoint/epoch_5.pt", "5");
  const ForkPoint fork = find(at("elsewhere/asr/7/checkpoint/epoch_5.pt"));
  EXPECT_EQ(fork.checkpoint, "checkpoint/epoch_5.pt");
  EXPECT_EQ(fork.uuid, source_.uuid);
  EXPECT_FALSE(fork.source);
}

TEST_F(ForkTest, WhatIsNotThereIsSaid) {
  EXPECT_EQ(refusal("asr/0:9"), "there is no checkpoint '9' of 'asr/0'\nhint: there are: 1, 2, 3");
  EXPECT_NE(refusal("asr/9").find("no run is called 'asr/9'"), std::string::npos);
  write("repo/empty.pt", "");
  EXPECT_EQ(refusal("empty.pt"), "checkpoint '" + at("repo/empty.pt") + "' is empty");
}

TEST_F(ForkTest, TheCopyAndItsHashAreRecorded) {
  const Record record = make_fork(find("asr/0:2"));
  EXPECT_EQ(copy_, result("tune/0/checkpoint/forked/epoch_2.pt"));
  EXPECT_EQ(base::load_file(copy_), "2");
  std::string error;
  const auto stored = parse_record(base::load_file(result("tune/0/run.json")), error);
  ASSERT_TRUE(stored) << error;
  EXPECT_EQ(member(*stored, "run"), "asr/0");
  EXPECT_EQ(member(*stored, "uuid"), source_.uuid);
  EXPECT_EQ(member(*stored, "checkpoint"), "checkpoint/epoch_2.pt");
  EXPECT_EQ(member(*stored, "sha256"), base::sha256("2"));
  EXPECT_EQ(stored->attempts.back().resumed_from, "checkpoint/forked/epoch_2.pt");
}

TEST_F(ForkTest, ARunWhoseCheckpointGoesMeanwhileIsClosed) {
  const ForkPoint fork = find("asr/0:2");
  ::unlink(fork.start.path.c_str());
  EXPECT_NE(complaint_of([&] { make_fork(fork); }), "");
  std::string error;
  const auto stored = parse_record(base::load_file(result("tune/0/run.json")), error);
  ASSERT_TRUE(stored) << error;
  EXPECT_EQ(stored->state, State::failed);
  EXPECT_NE(stored->attempts.back().trouble, "");
}

TEST_F(ForkTest, ARepetitionStartsFromTheSameBytes) {
  KnownRun fork;
  fork.record = make_fork(find("asr/0:2"));
  fork.folder = result("tune/0");
  const auto where = [&] {
    const auto found = find_fork_point_of(open_.store, fork);
    return found ? base::path_below(found->start.path, open_.settings.result_dir) : "(no fork)";
  };
  EXPECT_EQ(where(), "tune/0/checkpoint/forked/epoch_2.pt");
  write("repo/__result__/tune/0/checkpoint/forked/epoch_2.pt", "changed");
  EXPECT_EQ(where(), "asr/0/checkpoint/epoch_2.pt");
  put("checkpoint/epoch_2.pt", "changed");
  EXPECT_NE(complaint_of([&] { where(); }).find("which is not here, or not the same any more"), std::string::npos);
  fork.record = source_;
  EXPECT_EQ(where(), "(no fork)");
}

TEST(Fork, GetsTheWordsOfAResumedRun) {
  using Words = std::vector<std::string>;
  const struct {
    Words command, resume, words;
  } cases[] = {{{"train"}, {}, {}},
               {{"train"}, {"--resume", "{resume}"}, {"train", "--resume", "{resume}"}},
               {{"train", "--init={resume}"}, {"--resume", "{resume}"}, {}}};
  for (const auto& c : cases) EXPECT_EQ(words_of_fork(c.command, c.resume), c.words);
}

TEST_F(ForkTest, ARecordLeadsNowhereElse) {
  write("secret", "s");
  KnownRun run;
  run.record = source_;
  for (const std::string& path : {std::string("../../../../secret"), at("secret"), std::string("..")}) {
    run.record.unknown.set("forked_from", base::Json::object({{"uuid", base::Json::string(source_.uuid)},
                                                              {"run", base::Json::string("asr/0")},
                                                              {"checkpoint", base::Json::string(path)},
                                                              {"sha256", base::Json::string(base::sha256("s"))}}));
    EXPECT_NE(complaint_of([&] { find_fork_point_of(open_.store, run); }), "") << path;
  }
}

}  // namespace
}  // namespace experiment
