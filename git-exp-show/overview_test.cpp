#include "overview.h"

#include <gtest/gtest.h>

namespace exp_show {
namespace {

Details make_details() {
  Details details;
  details.resolved.name = "asr/3";
  experiment::Record& record = details.resolved.run.record;
  record.run = "asr/3";
  record.uuid = "0b7a3c52-9d1e-4f60-8a2b-1c3d5e7f9a0b";
  record.commit = std::string(40, 'a');
  record.state = details.state.recorded = experiment::State::finished;
  record.seed = {7, true, "--seed"};
  record.user = "ada";
  record.host = "engine";
  details.subject = "add the model";
  details.resolved.run.folder = "/results/asr/3";
  return details;
}

std::string identity(const Details& details) {
  Page page(0, false);
  show_identity(details, {0}, page);
  return page.take();
}

TEST(Overview, SaysWhatWhoWhereWhen) {
  Details details = make_details();
  EXPECT_EQ(identity(details),
            "asr/3\n"
            "state       finished\n"
            "uuid        0b7a3c52-9d1e-4f60-8a2b-1c3d5e7f9a0b\n"
            "commit      aaaaaaaaaa add the model\n"
            "code        the live work tree\n"
            "seed        7 (fixed, --seed)\n"
            "created     1970-01-01T00:00:00.000Z (0 seconds ago)\n"
            "by          ada@engine\n"
            "folder      /results/asr/3\n");
}

TEST(Overview, SaysWhatIsOdd) {
  Details details = make_details();
  details.resolved.run.remote = "bob";
  details.resolved.run.folder = "";
  details.subject.reset();
  details.resolved.run.record.isolated = true;
  for (int i = 0; i < 12; ++i) details.resolved.run.record.drift.push_back("f " + std::to_string(i));
  details.resolved.run.record.unknown.set(
      "rerun_of", base::Json::object({{"uuid", base::Json::string("1111")}, {"run", base::Json::string("asr/0")}}));
  details.resolved.run.record.unknown.set("verified", base::Json::string("reproduced exactly\x1b[2J"));
  const std::string text = identity(details);
  for (const char* line : {"asr/3 (fetched from bob)\n", "commit      aaaaaaaaaa (not in this repository)\n",
                           "            git fetch bob refs/exp/commits/aaaa", "code        a checkout of its own\n",
                           "changed     'f 0' 'f 1'", "'f 9' and 2 more\n", "rerun of    asr/0 (1111)\n",
                           "verified    reproduced exactly\\x1b[2J\n", "folder      (not here)\n"})
    EXPECT_NE(text.find(line), text.npos) << line << text;
}

TEST(Overview, OfANewerVersionOnlyWhatIsCertainIsShown) {
  Details details = make_details();
  details.resolved.run.newer_format = true;
  details.resolved.run.record.user = "";
  const std::string text = identity(details);
  EXPECT_NE(text.find("recorded by a newer version"), text.npos);
  EXPECT_EQ(text.find("by  "), text.npos);
  EXPECT_EQ(text.find("created"), text.npos);
}

TEST(Overview, OfAMetricTheBestOrBothExtremesWithTheirSteps) {
  Details details = make_details();
  experiment::MetricSummary acc;
  acc.name = "acc";
  acc.last = experiment::value_from_text("0.5");
  acc.max = experiment::value_from_text("0.75");
  acc.step = 9;
  acc.max_step = 4;
  experiment::MetricSummary loss = acc;
  loss.name = "loss";
  details.resolved.run.record.metrics = {acc, loss};
  Page page(0, false);
  show_metrics(details, {{"acc", experiment::Direction::max}}, page);
  EXPECT_EQ(page.take(),
            "metrics\n"
            "name  last  at  best  at  min  at   max  at\n"
            "acc    0.5   9  0.75   4  0.5   9  0.75   4\n"
            "loss   0.5   9            0.5   9  0.75   4\n");
}

TEST(Overview, AnExtremeThatIsTheLastValueIsSaid) {
  Details details = make_details();
  experiment::MetricSummary loss;
  loss.name = "loss";
  loss.last = experiment::value_from_text("0.5");
  loss.count = 3;
  loss.max = experiment::value_from_text("2");
  loss.step = 3;
  loss.max_step = 1;
  experiment::MetricSummary once, text;
  once.name = "once";
  once.last = experiment::value_from_text("7");
  text.name = "word";
  text.last = experiment::value_from_text("diverged");
  details.resolved.run.record.metrics = {loss, once, text};
  Page page(0, false);
  show_metrics(details, {}, page);
  EXPECT_EQ(page.take(),
            "metrics\n"
            "name      last  at  min  at  max  at\n"
            "loss       0.5   3  0.5   3    2   1\n"
            "once       7        7          7\n"
            "word  diverged\n");
}

}  // namespace
}  // namespace exp_show
