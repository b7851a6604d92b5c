#include "experiment/statistic.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"

namespace experiment {
namespace {

/// A metric as one line: `0.9 min 0.1@2 max 0.9 mean 0.5 first 0.1 n 3`, only what is known.
std::string shown(const MetricSummary& metric) {
  const auto at = [](const std::optional<std::int64_t>& step) { return step ? "@" + std::to_string(*step) : ""; };
  std::string text = metric.last.text + at(metric.step);
  if (metric.min || metric.min_step) text += " min " + (metric.min ? metric.min->text : "") + at(metric.min_step);
  if (metric.max || metric.max_step) text += " max " + (metric.max ? metric.max->text : "") + at(metric.max_step);
  if (metric.first) text += " first " + metric.first->text;
  if (metric.mean) text += " mean " + metric.mean->text;
  if (metric.count != 1) text += " n " + std::to_string(metric.count);
  return text;
}

/// `name=value` of each parameter, `name:summary` of each metric.
std::string shown(const Values& values) {
  std::string text;
  for (const auto& [name, value] : values.params) text += name + "=" + value.text + (value.is_number ? "" : "'") + "; ";
  for (const auto& metric : values.metrics) text += metric.name + ": " + shown(metric) + "; ";
  return text;
}

std::string shown_of(std::string_view text, const std::vector<std::string>& known = {}) {
  base::CollectedMessages messages;
  const auto values = parse_statistic(text, "statistic.json", known, messages);
  std::string result = values ? shown(*values) : "nothing; ";
  for (const auto& line : messages.lines()) result += line + "; ";
  return result;
}

TEST(Statistic, SortsKeysIntoParametersAndMetrics) {
  struct Case {
    const char *text, *shown;
  };
  for (const auto& [text, expected] : std::vector<Case>{
           {R"({"hparam":{"lr":"0.001","n":3},"metric":{"val/acc":"98.7000","n":"3"}})",
            "lr=0.001'; n=3; val/acc: 98.7000; n: 3; "},
           {R"({"params":{"lr":0.1},"metrics":{"loss":0.5}})", "lr=0.1; loss: 0.5; "},
           {R"({"optimizer":"adam","loss":0.5,"debug":true,"note":null})",
            "optimizer=adam'; debug=true'; note=null'; loss: 0.5; "},
           {R"({"params":120000,"metric":0.5})", "params: 120000; metric: 0.5; "},
           {R"({"hparam":{"optim":{"name":"sgd","lr":{"start":0.1}}}})", "optim/name=sgd'; optim/lr/start=0.1; "},
           {R"({"train":{"loss":0.5,"model":"cnn"},"metric":{"val":{"acc":0.9}}})",
            "train/model=cnn'; train/loss: 0.5; val/acc: 0.9; "},
           {R"({"x":{"hparam":{"a":1}}})", "x/hparam/a: 1; "},
           {R"({"metric":{"acc":"good","ok":true,"missing":null}})", "acc: good; ok: true; "},
           {R"({"hparam":{"missing":null,"flag":false}})", "missing=null'; flag=false'; "},
           {"{}", ""},
           {R"({"hparam":{},"metric":{}})", ""},
       })
    EXPECT_EQ(shown_of(text), expected) << text;
}

TEST(Statistic, KnownParametersAreNoMetrics) {
  EXPECT_EQ(shown_of(R"({"lr":0.1,"loss":0.5,"opt":{"decay":1}})", {"lr", "opt/decay"}),
            "lr=0.1; opt/decay=1; loss: 0.5; ");
  EXPECT_EQ(shown_of(R"({"metric":{"lr":0.1}})", {"lr"}), "lr: 0.1; ") << "where it stands under metric, it is one";
}

TEST(Statistic, NumbersKeepTheirText) {
  EXPECT_EQ(shown_of(R"({"metric":{"a":0.10,"b":1e-05,"c":98765432109876543210,"d":-0.0}})"),
            "a: 0.10; b: 1e-05; c: 98765432109876543210; d: -0.0; ");
}

TEST(Statistic, NotANumberIsAMetric) {
  EXPECT_EQ(shown_of(R"({"loss":NaN,"metric":{"up":Infinity,"down":-Infinity}})"),
            "loss: NaN; up: Infinity; down: -Infinity; ");
}

TEST(Statistic, ListsAreHistories) {
  struct Case {
    const char *text, *shown;
  };
  for (const auto& [text, expected] : std::vector<Case>{
           {R"({"metric":{"loss":[0.9,0.2,0.4]}})", "loss: 0.4 min 0.2 max 0.9 first 0.9 mean 0.5 n 3; "},
           {R"({"loss":[2, 1]})", "loss: 1 max 2 first 2 mean 1.5 n 2; "},
           {R"({"metric":{"acc":["0.10","0.30"]}})", "acc: 0.30 min 0.10 first 0.10 mean 0.2 n 2; "},
           {R"({"metric":{"acc":[null,0.5,null]}})", "acc: 0.5; "},
           {R"({"loss":[null,0.5]})", "loss: 0.5; "},
           {R"({"metric":{"loss":[1,NaN,3]}})", "loss: 3 min 1 first 1 mean NaN n 3; "},
           {R"({"metric":{"loss":[]}})", ""},
           {R"({"hparam":{"layers":[64, 32], "betas":[0.90,0.999]}})", "layers=[64,32]'; betas=[0.90,0.999]'; "},
           {R"({"classes":["cat","d\"g"],"empty":[],"shape":[[1,2],{"a":[null,true]}]})",
            "classes=[\"cat\",\"d\\\"g\"]'; empty=[]'; shape=[[1,2],{\"a\":[null,true]}]'; "},
           {R"({"metric":{"confusion":[[1,2],[3,4]],"acc":0.5}})",
            "acc: 0.5; warning: 'statistic.json': metric 'confusion' is no list of single values: left out; "},
       })
    EXPECT_EQ(shown_of(text), expected) << text;
}

TEST(Statistic, OfAKeyThatComesTwiceTheLastCounts) {
  EXPECT_EQ(shown_of(R"({"hparam":{"lr":1,"wd":0,"lr":2}})"),
            "lr=2; wd=0; warning: 'statistic.json': 'lr' comes more than once, the last one counts; ");
  EXPECT_EQ(shown_of(R"({"metric":{"a":{"b":1},"a/b":2,"c":3,"c":4},"metrics":{"c":5}})"),
            "a/b: 2; c: 5; warning: 'statistic.json': 'a/b' comes more than once (and 2 more), the last one counts; ");
  EXPECT_EQ(shown_of(R"({"hparam":{"x":1},"metric":{"x":2}})"), "x=1; x: 2; ")
      << "a parameter and a metric do not clash";
}

TEST(Statistic, BadTextIsNothingAndAWarning) {
  struct Case {
    std::string text, warning;
  };
  const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
  for (const auto& [text, warning] : std::vector<Case>{
           {"", "'statistic.json' is empty: its values are left out"},
           {R"({"metric":{"acc":0.9)", "'statistic.json' ends in the middle: its values are left out"},
           {"{\"name\":\"caf\xe9\"}", "'statistic.json' is not UTF-8: its values are left out"},
           {"{\"a\":" + deep + "}", "'statistic.json' is nested too deeply: its values are left out"},
           {"{\"a\":1}{\"a\":2}", "'statistic.json' has more behind its end: its values are left out"},
           {"loss = 0.5", "'statistic.json' is not JSON: its values are left out"},
           {"[1,2,{\"a\":[3]}]", "'statistic.json' holds no JSON object: its values are left out"},
           {"0.5", "'statistic.json' holds no JSON object: its values are left out"},
       })
    EXPECT_EQ(shown_of(text), "nothing; warning: " + warning + "; ") << text.substr(0, 60);
}

TEST(Statistic, EndlessNamesAreLeftOut) {
  EXPECT_EQ(shown_of("{\"metric\":{\"" + std::string(1'001, 'x') + "\":1,\"acc\":2}}"),
            "acc: 2; warning: 'statistic.json': 1 name is longer than 1000 bytes: left out; ");
}

TEST(Statistic, EscapedNamesAndTexts) {
  EXPECT_EQ(shown_of(R"({"hparam":{"a\u0062":"\u00e9\n","c":"d"}})"), "ab=\xc3\xa9\n'; c=d'; ");
}

class StatisticFile : public testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(::mkdtemp(folder_.data()), nullptr); }
  void TearDown() override { base::remove_tree(folder_); }

  std::string path() const { return folder_ + "/statistic.json"; }
  std::string shown_of_file() {
    base::CollectedMessages messages;
    const auto values = read_statistic(path(), {}, messages);
    std::string result = values ? shown(*values) : "nothing; ";
    for (const auto& line : messages.lines()) result += base::replace_all(line, folder_, "DIR") + "; ";
    return result;
  }
  std::string folder_ = testing::TempDir() + "statistic-XXXXXX";
};

TEST_F(StatisticFile, IsRead) {
  base::write_file_atomically(path(), "\xef\xbb\xbf{\"metric\": {\"acc\": 0.9}}\r\n");
  EXPECT_EQ(shown_of_file(), "acc: 0.9; ");
}

TEST_F(StatisticFile, MissingIsNoTrouble) {
  EXPECT_EQ(shown_of_file(), "nothing; ");
}

TEST_F(StatisticFile, EmptyIsAWarning) {
  base::write_file_atomically(path(), "");
  EXPECT_EQ(shown_of_file(), "nothing; warning: 'DIR/statistic.json' is empty: its values are left out; ");
}

TEST_F(StatisticFile, AHugeOneIsNotRead) {
  // The second could not be read in any time that a test has: its size is looked at first.
  for (const off_t size : {off_t{1} << 30, off_t{1} << 42}) {
    base::write_file_atomically(path(), "{");
    if (::truncate(path().c_str(), size) != 0) GTEST_SKIP() << "no sparse files of this size here";
    EXPECT_EQ(shown_of_file(), "nothing; warning: 'DIR/statistic.json' is larger than 64 MiB: not read; ");
  }
}

TEST_F(StatisticFile, AFolderIsAWarning) {
  base::make_folders(path());
  EXPECT_EQ(shown_of_file(), "nothing; warning: 'DIR/statistic.json' is no regular file: not read; ");
}

TEST_F(StatisticFile, AFifoDoesNotHang) {
  ASSERT_EQ(::mkfifo(path().c_str(), 0600), 0);
  EXPECT_EQ(shown_of_file(), "nothing; warning: 'DIR/statistic.json' is no regular file: not read; ");
}

TEST_F(StatisticFile, AnUnreadableOneIsAWarning) {
  if (::geteuid() == 0) {
    // Root reads whatever its mode: a link that leads to itself is as unreadable.
    ASSERT_EQ(::symlink(path().c_str(), path().c_str()), 0);
    EXPECT_EQ(shown_of_file(),
              "nothing; warning: cannot read 'DIR/statistic.json': too many levels of symbolic links; ");
    return;
  }
  base::write_file_atomically(path(), "{}");
  ASSERT_EQ(::chmod(path().c_str(), 0), 0);
  EXPECT_EQ(shown_of_file(), "nothing; warning: cannot read 'DIR/statistic.json': permission denied; ");
}

TEST(MergeMetrics, AResultKeepsItsHistory) {
  struct Case {
    const char *statistic, *log, *shown;
  };
  for (const auto& [statistic, log, expected] : std::vector<Case>{
           {R"({"metric":{"acc":0.9722}})", "{\"step\":8,\"acc\":0.975}\n{\"step\":10,\"acc\":0.9722}\n",
            "acc: 0.9722@10 max 0.975@8 first 0.975 mean 0.9736 n 2; "},
           {R"({"metric":{"acc":"0.97220"}})", "{\"step\":8,\"acc\":0.975}\n{\"step\":10,\"acc\":0.9722}\n",
            "acc: 0.97220@10 max 0.975@8 first 0.975 mean 0.9736 n 2; "},
           {R"({"metric":{"acc":0.5}})", "{\"step\":1,\"acc\":0.25}\n{\"step\":2,\"acc\":0.75}\n",
            "acc: 0.5 min 0.25@1 max 0.75@2 first 0.25 mean 0.5 n 2; "},
           {R"({"metric":{"acc":0.9}})", "{\"step\":1,\"acc\":0.25}\n{\"step\":2,\"acc\":0.75}\n",
            "acc: 0.9 min 0.25@1 first 0.25 mean 0.5 n 2; "},
           {R"({"metric":{"acc":[1,2]}})", "{\"step\":1,\"acc\":0.25}\n{\"step\":2,\"acc\":0.75}\n",
            "acc: 2 min 1 first 1 mean 1.5 n 2; "},
           {R"({"metric":{"acc":"n/a"}})", "{\"step\":1,\"acc\":0.25}\n", "acc: n/a; "},
           {R"({"metric":{"b":1}})", "{\"step\":1,\"a\":2}\n", "b: 1; a: 2@1; "},
           {R"({"metric":{"a":NaN}})", "{\"step\":1,\"a\":2}\n{\"step\":2,\"a\":NaN}\n",
            "a: NaN@2 min 2@1 max 2@1 first 2 n 2; "},
       }) {
    base::CollectedMessages messages;
    Values values = parse_statistic(statistic, "s", {}, messages).value();
    values.metrics = merge_metrics(values.metrics, parse_metrics_log(log, "m", messages));
    EXPECT_EQ(shown(values), expected) << statistic << " " << log;
  }
}

TEST(MergeParams, FirstComesFirst) {
  const Params first{{"lr", {"0.1", true}}, {"opt", {"adam", false}}};
  const Params second{{"seed", {"1", true}}, {"lr", {"9", true}}};
  EXPECT_EQ(shown(Values{merge_params(first, second), {}}), "lr=0.1; opt=adam'; seed=1; ");
}

TEST(ParamsOfCommand, AreWhatACommandLineShows) {
  struct Case {
    std::vector<std::string> command;
    const char* shown;
  };
  for (const auto& [command, expected] : std::vector<Case>{
           {{}, ""},
           {{"python", "train.py"}, ""},
           {{"python", "train.py", "--lr=0.1", "--opt", "adam", "--debug"}, "lr=0.1; opt=adam'; debug=true'; "},
           {{"python", "train.py", "--debug", "--lr", "1e-5", "out.txt"}, "debug=true'; lr=1e-5; "},
           {{"./train", "--offset", "-0.5", "--name", "-x"}, "offset=-0.5; name=true'; "},
           {{"./train", "--a=", "--b=c=d", "--e=f g"}, "a='; b=c=d'; e=f g'; "},
           {{"./train", "model.lr=0.1", "+trainer=ddp", "data@train=x", "http://h/?a=b", "=x", "2=3"},
            "model.lr=0.1; trainer=ddp'; data@train=x'; "},
           {{"./train", "--lr", "1", "--lr", "2"}, "lr=2; "},
           {{"./train", "--", "--lr=1", "-v", "-b", "3"}, "lr=1; "},
           {{"--program=odd"}, ""},
           {{"./train", "--na\xffme=1"}, "na\\xffme=1; "},
       })
    EXPECT_EQ(shown(Values{params_of_command(command), {}}), expected) << base::join(command, " ");
}

}  // namespace
}  // namespace experiment
