#include "base/random.h"
#include "experiment/store_test.h"

namespace experiment {
namespace {

class Resolve : public StoreTest {
 protected:
  std::string name_of(const std::string& text) const {
    OpenStore open;
    return resolve_run(open.store, text).name;
  }
  std::vector<std::string> names_of(const std::vector<std::string>& texts) const {
    OpenStore open;
    std::vector<std::string> names;
    for (const auto& run : resolve_runs(open.store, texts)) names.push_back(run.name);
    return names;
  }
  std::string refusal_of(const std::string& text) const {
    OpenStore open;
    return complaint_of([&] { resolve_run(open.store, text); });
  }
  /// A run of the same name that another clone made: known by its line only.
  Record note_twin(const Record& record, const std::string& uuid) const {
    Record twin = record;
    twin.uuid = uuid;
    twin.host = "node7";
    write("twin", format_note_line(twin) + "\n");
    git({"notes", "--ref=exp", "append", "-F", at("twin"), twin.commit});
    return twin;
  }
};

TEST_F(Resolve, EveryFormOfAName) {
  OpenStore open;
  make_tag("speech/asr");
  Record first = make_published_run(open, "speech/asr");
  const Record second = make_run(open, "speech/asr");
  write_last_run(open.store, first.run, first.uuid);
  const std::pair<std::string, std::string> cases[] = {
      {"speech/asr", "speech/asr/1"},
      {"speech/asr/0", "speech/asr/0"},
      {"speech/asr/0-" + first.uuid.substr(0, 4), "speech/asr/0"},
      {"speech/asr/1-" + second.uuid, "speech/asr/1"},
      {first.uuid, "speech/asr/0"},
      {second.uuid.substr(0, 12), "speech/asr/1"},
      {"@", "speech/asr/0"},
      {result("speech/asr/0"), "speech/asr/0"},
      {"__result__/speech/asr/1/", "speech/asr/1"},
      {"./__result__/../__result__/speech/asr/1", "speech/asr/1"},
  };
  for (const auto& [text, name] : cases) EXPECT_EQ(name_of(text), name) << text;
  enter("repo/__result__/speech");
  EXPECT_EQ(name_of("asr/1"), "speech/asr/1") << "a path from here";
  enter("repo/__result__/speech/asr/1");
  EXPECT_EQ(name_of("../0"), "speech/asr/0");
}

TEST_F(Resolve, WhatIsOnlyInTheNotesIsFoundToo) {
  make_tag("asr");
  {
    OpenStore open;
    make_published_run(open, "asr");
    base::remove_tree(result("asr"));
  }
  EXPECT_EQ(name_of("asr"), "asr/0");
  EXPECT_EQ(name_of("asr/0"), "asr/0");
  git({"tag", "-d", "asr"});
  EXPECT_EQ(name_of("asr/0"), "asr/0");
  EXPECT_EQ(name_of("asr"), "asr/0");
}

TEST_F(Resolve, ATagOfExactlyThatNameWins) {
  OpenStore open;
  Record run = new_record("asr");
  run.uuid = "beef" + base::random_uuid().substr(4);
  claim_run(open.store, run);
  const std::string suffixed = "asr/0-beef";
  EXPECT_EQ(name_of(suffixed), "asr/0");
  git({"tag", suffixed});
  make_run(open, suffixed);
  EXPECT_EQ(name_of(suffixed), suffixed + "/0");
  git({"tag", "beef"});
  make_run(open, "beef");
  EXPECT_EQ(name_of("beef"), "beef/0");
  EXPECT_EQ(name_of(run.uuid.substr(0, 5)), "asr/0");
}

TEST_F(Resolve, OfTwoWithOneNameTheOneWhoseFolderIsHere) {
  OpenStore open;
  const Record ours = make_published_run(open, "asr");
  std::string uuid = ours.uuid;
  uuid[9] = uuid[9] == 'a' ? 'b' : 'a';
  const Record theirs = note_twin(ours, uuid);
  const std::string our_name = "asr/0-" + ours.uuid.substr(0, 10), their_name = "asr/0-" + theirs.uuid.substr(0, 10);
  EXPECT_EQ(name_of("asr/0"), our_name);
  EXPECT_EQ(name_of(their_name), their_name);
  EXPECT_EQ(name_of(theirs.uuid), their_name);
  base::remove_tree(result("asr"));
  const std::string refusal = refusal_of("asr/0");
  EXPECT_NE(refusal.find("'asr/0' could be 2 runs"), std::string::npos) << refusal;
  EXPECT_NE(refusal.find("hint: " + our_name), std::string::npos) << refusal;
  EXPECT_NE(refusal.find("hint: " + their_name), std::string::npos) << refusal;
  EXPECT_NE(refusal.find("on node7"), std::string::npos) << refusal;
  EXPECT_NE(refusal_of(ours.uuid.substr(0, 8)).find("could be 2 runs"), std::string::npos);
}

TEST_F(Resolve, WhatIsUnknownIsRefusedWithAProposal) {
  OpenStore open;
  make_run(open, "baseline");
  make_tag("empty");
  const std::pair<const char*, const char*> cases[] = {
      {"baselin", "did you mean 'baseline'?"},
      {"baseline/1", "did you mean 'baseline/0'?"},
      {"empty", "experiment 'empty' has no run yet"},
      {"@", "there is none"},
      {"", "no run is called ''"},
      {"../../etc/passwd", "no run is called '../../etc/passwd'"},
      {"/etc", "no run is called '/etc'"},
      {"a\nb\x1b[31m", "no run is called 'a\\nb\\x1b[31m'"},
      {"beef", "no run is called 'beef'"},
  };
  for (const auto& [text, expected] : cases)
    EXPECT_NE(refusal_of(text).find(expected), std::string::npos) << refusal_of(text);
}

TEST_F(Resolve, GlobsInNaturalOrderEachRunOnce) {
  OpenStore open;
  for (const char* tag : {"asr-10", "asr-2", "tts"})
    for (int i = 0; i < 2; ++i) make_run(open, tag);
  Record evaluation = new_record("tts");
  evaluation.run = "tts/0/eval/0";
  evaluation.uuid = base::random_uuid();
  evaluation.rev = 1;
  write("repo/__result__/tts/0/eval/0/run.json", format_run_json(evaluation));
  EXPECT_EQ(names_of({"asr-*/*"}), (std::vector<std::string>{"asr-2/0", "asr-2/1", "asr-10/0", "asr-10/1"}));
  EXPECT_EQ(names_of({"tts/1", "*/0", "tts/[01]", "asr-2/0"}),
            (std::vector<std::string>{"tts/1", "asr-2/0", "asr-10/0", "tts/0"}));
  EXPECT_EQ(names_of({"tts/*/eval/*"}), std::vector<std::string>{"tts/0/eval/0"});
  EXPECT_EQ(complaint_of([&] { names_of({"tts/0", "none-*"}); }).substr(0, 25), "no run matches 'none-*'\nh");
}

TEST_F(Resolve, ACopyIsFoundByItsPathOnly) {
  OpenStore open;
  make_run(open, "asr");
  base::make_folders(result("copy"));
  ASSERT_EQ(process::run({.argv = {"cp", "-r", result("asr/0"), result("copy/0")}}).status, 0);
  EXPECT_FALSE(resolve_run(open.store, "asr/0").run.is_copy);
  const ResolvedRun copy = resolve_run(open.store, "__result__/copy/0");
  EXPECT_TRUE(copy.run.is_copy);
  EXPECT_EQ(copy.run.folder, result("copy/0"));
}

}  // namespace
}  // namespace experiment
