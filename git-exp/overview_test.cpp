#include "overview.h"

#include <gtest/gtest.h>

namespace exp_overview {
namespace {

using experiment::State;

base::Timestamp at_minute(std::int64_t minute) {
  return {minute * 60'000};
}

experiment::KnownRun make_run(const std::string& tag, std::int64_t id, State state, std::int64_t minute) {
  experiment::KnownRun run;
  run.record.tag = tag;
  run.record.id = id;
  run.record.run = tag + "/" + std::to_string(id);
  run.record.state = state;
  run.record.created = at_minute(minute);
  run.folder = "/results/" + run.record.run;
  experiment::Attempt attempt;
  attempt.started = at_minute(minute);
  if (!experiment::is_active(state)) attempt.ended = at_minute(minute + 10);
  run.record.attempts = {attempt};
  return run;
}

experiment::Liveness liveness_by_name(const std::string& folder) {
  if (folder == "/results/lost/0") return experiment::Liveness::lost;
  return folder == "/results/far/0" ? experiment::Liveness::presumed_lost : experiment::Liveness::active;
}

std::string shown(const std::vector<experiment::KnownRun>& runs, const std::vector<std::string>& tags = {}) {
  // Part by part, by way of the bytes that are kept of them.
  Overview overview;
  overview.experiments.insert(tags.begin(), tags.end());
  for (const auto& run : runs) add(overview, unpack_overview(pack_overview(make_overview({run}, liveness_by_name))));
  const std::string text = format_overview(overview, at_minute(60));
  Overview at_once = make_overview(runs, liveness_by_name);
  at_once.experiments.insert(tags.begin(), tags.end());
  EXPECT_EQ(format_overview(at_once, at_minute(60)), text);
  return text;
}

TEST(Overview, AnEmptyRepositoryIsToldHowToBegin) {
  EXPECT_EQ(shown({}), "no experiment yet; the first: git exp-run <tag> -- <command>\n");
}

TEST(Overview, AnExperimentWithoutRunsCounts) {
  EXPECT_EQ(shown({}, {"asr"}), "1 experiment, 0 runs\n");
}

TEST(Overview, RunsAreCountedByStateAndTheLastIsNamed) {
  EXPECT_EQ(shown({make_run("asr", 0, State::finished, 1), make_run("asr", 1, State::finished, 45),
                   make_run("tts", 0, State::failed, 2)},
                  {"asr", "other"}),
            "3 experiments, 3 runs: 2 finished, 1 failed\n"
            "the last is asr/1: finished 5 minutes ago\n");
}

TEST(Overview, ActiveRunsAreAskedWhetherTheyLive) {
  EXPECT_EQ(shown({make_run("far", 0, State::running, 1), make_run("lost", 0, State::running, 2),
                   make_run("asr", 0, State::running, 50), make_run("asr", 1, State::queued, 3)}),
            "3 experiments, 4 runs: 1 running, 1 queued, 1 lost, 1 presumed lost\n"
            "the last is asr/0: running, started 10 minutes ago\n");
}

TEST(Overview, ARunOfANewerVersionHasNoStateForUs) {
  auto run = make_run("asr", 0, State::queued, 1);
  run.newer_format = true;
  EXPECT_EQ(shown({run}),
            "1 experiment, 1 run: 1 newer version\n"
            "the last is asr/0: newer version, started 59 minutes ago\n");
}

TEST(Overview, CommandsStandInAColumn) {
  EXPECT_EQ(format_commands({{"run", "run it"}, {"table", "show them"}}),
            "commands ('git exp help <command>' shows the manual page of one):\n"
            "   run     run it\n"
            "   table   show them\n");
}

TEST(Overview, OfTheCommandsThoseOfEveryDayStandInTheOrderOfUse) {
  EXPECT_EQ(format_daily_commands({{"clean", "remove"}, {"list", "list them"}, {"run", "run it"}}),
            "commands ('git exp -h' lists all, 'git exp help <command>' shows the manual page of one):\n"
            "   run    run it\n"
            "   list   list them\n");
}

}  // namespace
}  // namespace exp_overview
