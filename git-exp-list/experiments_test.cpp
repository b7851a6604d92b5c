#include "experiments.h"

#include <gtest/gtest.h>

#include "experiment_summary.h"

namespace exp_list {
namespace {

using experiment::Direction;
using experiment::KnownRun;

const std::string first(40, 'a'), second(40, 'b');

KnownRun make_run(const std::string& tag, std::int64_t id, const std::string& commit, std::int64_t created) {
  KnownRun run;
  run.record.tag = tag;
  run.record.id = id;
  run.record.run = tag + "/" + std::to_string(id);
  run.record.uuid = std::to_string(created);
  run.record.commit = commit;
  run.record.created = {created};
  run.record.state = experiment::State::finished;
  run.record.command = {"train", "a b"};
  return run;
}

experiment::MetricSummary metric(const std::string& last, const std::string& max) {
  experiment::MetricSummary summary;
  summary.name = "acc";
  summary.last = experiment::value_from_text(last);
  if (!max.empty()) summary.max = experiment::value_from_text(max);
  return summary;
}

std::vector<Experiment> group(const std::vector<KnownRun>& runs, const std::vector<experiment::ExperimentTag>& tags,
                              const std::vector<experiment::MetricGoal>& goals = {}) {
  // By way of the bytes that are kept of them.
  std::vector<Experiment> experiments;
  unpack_experiments(pack_experiments(group_runs(list_runs(runs, {0}), goals)), experiments);
  add_tags(experiments, tags, goals.size());
  return experiments;
}

TEST(Experiments, NewestFirstWithTagsThatHaveNoRunYet) {
  const auto experiments = group({make_run("old", 0, first, 10), make_run("new", 0, first, 30)},
                                 {{"empty", *git::Oid::parse(second), {20}, "try it", true},
                                  {"v1.0", *git::Oid::parse(second), {50}, "a release", false},
                                  {"new", *git::Oid::parse(first), {5}, "tune", true}});
  ASSERT_EQ(experiments.size(), 3u);
  EXPECT_EQ(experiments[0].shown_name(), "new");
  EXPECT_EQ(experiments[0].message, "tune");
  EXPECT_EQ(experiments[1].shown_name(), "empty");
  EXPECT_EQ(experiments[1].shown_states(), "");
  EXPECT_EQ(experiments[1].message, "try it");
  EXPECT_EQ(experiments[2].shown_name(), "old (tag gone)");
  EXPECT_EQ(experiments[2].message, "train 'a b'");
}

TEST(Experiments, OneNameOnTwoCommitsIsTwoExperiments) {
  std::vector<KnownRun> runs = {make_run("asr", 0, first, 10), make_run("asr", 1, first, 11),
                                make_run("asr", 2, second, 20)};
  runs[1].record.state = experiment::State::failed;
  runs[2].remote = "bob";
  const auto experiments = group(runs, {{"asr", *git::Oid::parse(first), {1}, "", true}});
  ASSERT_EQ(experiments.size(), 2u);
  EXPECT_EQ(experiments[0].shown_name(), "asr (bob)");
  EXPECT_EQ(experiments[0].tag, Experiment::Tag::elsewhere);
  EXPECT_EQ(experiments[1].shown_name(), "asr");
  EXPECT_EQ(experiments[1].shown_states(), "1 finished, 1 failed");
}

TEST(Experiments, CopiesAndEvaluationsAreNotCounted) {
  std::vector<KnownRun> runs = {make_run("asr", 0, first, 10), make_run("asr", 0, first, 11),
                                make_run("asr", 0, first, 12)};
  runs[1].is_copy = true;
  runs[2].record.run = "asr/0/eval/0";
  const auto experiments = group(runs, {});
  ASSERT_EQ(experiments.size(), 1u);
  EXPECT_EQ(experiments[0].runs, 1u);
}

TEST(Experiments, BestIsOverAllValuesOfAllRuns) {
  std::vector<KnownRun> runs = {make_run("asr", 0, first, 10), make_run("asr", 1, first, 11),
                                make_run("asr", 2, first, 12), make_run("asr", 3, first, 13)};
  runs[0].record.metrics = {metric("0.5", "0.9")};
  runs[1].record.metrics = {metric("0.8", "")};
  runs[2].record.metrics = {metric("NaN", "")};
  const auto goals = directed_goals({{"acc", Direction::min}, {"loss", {}}, {"acc", Direction::max}});
  ASSERT_EQ(goals.size(), 1u);
  const auto experiments = group(runs, {}, goals);
  ASSERT_TRUE(experiments[0].best[0]);
  EXPECT_EQ(experiments[0].best[0]->value.text, "0.9");
  EXPECT_EQ(experiments[0].best[0]->run, "asr/0");
  EXPECT_TRUE(experiments[0].best[0]->value.is_number);
}

}  // namespace
}  // namespace exp_list
