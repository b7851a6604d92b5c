#include "listed_run.h"

#include <gtest/gtest.h>

#include "experiment/liveness.h"

namespace exp_list {
namespace {

using experiment::KnownRun;

KnownRun make_run(const std::string& run, const std::string& uuid) {
  KnownRun known;
  known.record.run = run;
  const std::size_t slash = run.find('/');
  known.record.tag = run.substr(0, slash);
  known.record.uuid = uuid;
  known.record.state = experiment::State::finished;
  known.folder = "/results/" + run;
  return known;
}

TEST(ListedRun, NamesAreThoseThatPeopleTypeAndSayWhatIsOdd) {
  std::vector<KnownRun> runs = {make_run("asr/0", "1111aaaa"), make_run("asr/0", "1111bbbb"),
                                make_run("asr/1", "2222"),     make_run("asr/1", "2222"),
                                make_run("asr/2", "3333"),     make_run("asr/3", "4444")};
  runs[1].folder = "";
  runs[1].remote = "origin";
  runs[3].is_copy = true;
  runs[3].folder = "/results/old/1";
  runs[4].folder = runs[5].folder = "";
  runs[4].record.host = experiment::host_name();
  runs[5].record.host = "another-host";
  std::vector<std::string> names;
  for (const auto& run : list_runs(runs, {0})) names.push_back(run.shown_name());
  EXPECT_EQ(names,
            (std::vector<std::string>{"asr/0-1111a", "asr/0-1111b (origin)", "asr/1", "/results/old/1 (copy of asr/1)",
                                      "asr/2 (folder gone)", "asr/3 (on another-host)"}));
}

TEST(ListedRun, AWordMeansAnExperimentARunOrAPattern) {
  const std::vector<KnownRun> runs = {make_run("asr/0", "1111"), make_run("asr/0/eval/0", "2222"),
                                      make_run("asr/1", "3333"), make_run("tts/0", "4444")};
  const auto listed = list_runs(runs, {0});
  const auto names_of = [&](const std::string& word) {
    std::vector<std::string> names;
    for (const auto& run : choose_runs(listed, word)) names.push_back(run.name);
    return names;
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(names_of("asr"), (Names{"asr/0", "asr/1"}));
  EXPECT_EQ(names_of("asr/1"), (Names{"asr/1"}));
  EXPECT_EQ(names_of("*s*"), (Names{"asr/0", "asr/1", "tts/0"}));
  EXPECT_EQ(names_of("*/0"), (Names{"asr/0", "tts/0"}));
  EXPECT_EQ(names_of("asr/0/eval/*"), (Names{"asr/0/eval/0"}));
  EXPECT_EQ(names_of("as"), Names());
}

}  // namespace
}  // namespace exp_list
