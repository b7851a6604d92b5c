#include "experiment/record.h"

#include <gtest/gtest.h>

#include "experiment/json_parse.h"

namespace experiment {
namespace {

constexpr const char* uuid = "0b7a3c52-9d1e-4f60-8a2b-1c3d5e7f9a0b";
constexpr const char* commit = "3f786850e387550fdab836ed7e6dc881de23001b";

base::Timestamp time_of(std::string_view text) {
  return base::parse_timestamp(text).value();
}

Record finished_record() {
  Record record;
  record.run = "asr/0";
  record.uuid = uuid;
  record.rev = 3;
  record.commit = commit;
  record.tag = "asr";
  record.command = {"python", "train.py", "--name=a b", "caf\xe9"};
  record.cwd = "src";
  record.overrides = {{"lr", "0.10"}};
  record.env = {{"OMP_NUM_THREADS", "2"}};
  record.seed = {123, false, "drawn"};
  record.user = "ada";
  record.host = "engine";
  record.created = time_of("2026-03-01T12:00:00.000Z");
  record.updated = time_of("2026-03-01T12:00:12.345Z");
  record.state = State::finished;
  Attempt attempt;
  attempt.host = "engine";
  attempt.user = "ada";
  attempt.pid = 4711;
  attempt.started = time_of("2026-03-01T12:00:00.045Z");
  attempt.ended = time_of("2026-03-01T12:00:12.345Z");
  attempt.state = State::finished;
  attempt.exit = 0;
  record.attempts = {attempt};
  record.params = {{"lr", {"0.10", true}}, {"optimizer", {"adam", false}}};
  MetricSummary accuracy;
  accuracy.name = "val/acc";
  accuracy.last = {"0.9722", true};
  accuracy.step = 10;
  accuracy.max = Value{"0.9750", true};
  accuracy.max_step = 8;
  accuracy.min = Value{"0.61", true};
  accuracy.min_step = 1;
  accuracy.first = Value{"0.61", true};
  accuracy.mean = Value{"0.9", true};
  accuracy.count = 10;
  MetricSummary loss;
  loss.name = "loss";
  loss.last = {"NaN", false};
  record.metrics = {accuracy, loss};
  record.statistic_path = "statistic.json";
  record.statistic_sha256 = std::string(64, 'a');
  record.message = "first try";
  return record;
}

constexpr const char* run_json = R"({
  "v": 1,
  "run": "asr/0",
  "uuid": "0b7a3c52-9d1e-4f60-8a2b-1c3d5e7f9a0b",
  "rev": 3,
  "commit": "3f786850e387550fdab836ed7e6dc881de23001b",
  "tag": "asr",
  "id": 0,
  "kind": "run",
  "isolated": false,
  "command": ["python", "train.py", "--name=a b", {"base64":"Y2Fm6Q=="}],
  "cwd": "src",
  "overrides": {
    "lr": "0.10"
  },
  "env": {
    "OMP_NUM_THREADS": "2"
  },
  "seed": {
    "root": 123,
    "fixed": false,
    "via": "drawn"
  },
  "user": "ada",
  "host": "engine",
  "executor": "local",
  "created": "2026-03-01T12:00:00.000Z",
  "updated": "2026-03-01T12:00:12.345Z",
  "state": "finished",
  "attempts": [
    {
      "n": 1,
      "host": "engine",
      "user": "ada",
      "pid": 4711,
      "started": "2026-03-01T12:00:00.045Z",
      "ended": "2026-03-01T12:00:12.345Z",
      "state": "finished",
      "exit": 0
    }
  ],
  "params": {
    "lr": 0.10,
    "optimizer": "adam"
  },
  "metrics": {
    "val/acc": {
      "last": 0.9722,
      "step": 10,
      "min": 0.61,
      "min_step": 1,
      "max": 0.9750,
      "max_step": 8,
      "first": 0.61,
      "mean": 0.9,
      "count": 10
    },
    "loss": {
      "last": "NaN"
    }
  },
  "statistic": {
    "path": "statistic.json",
    "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  },
  "message": "first try"
}
)";

/// The record that the text gives back; the test fails, with the reason, where there is none.
Record parsed(std::string_view text) {
  std::string error;
  const auto record = parse_record(text, error);
  EXPECT_TRUE(record) << error << ": " << text;
  return record.value_or(Record());
}

std::string fault_of(std::string_view text) {
  std::string error;
  EXPECT_FALSE(parse_record(text, error)) << text;
  return error;
}

std::string with_prefix(const std::string& members) {
  return std::string(R"({"v":1,"run":"asr/0","uuid":")") + uuid + R"(","rev":2,"commit":")" + commit + "\"" + members +
         "}";
}

TEST(Record, RunJsonIsAsPeopleReadIt) {
  EXPECT_EQ(format_run_json(finished_record()), run_json);
}

TEST(Record, ReadsWhatItWrote) {
  const Record record = parsed(run_json);
  EXPECT_EQ(format_run_json(record), run_json);
  EXPECT_EQ(record.command[3], "caf\xe9");
  EXPECT_EQ(record.params[0], (std::pair<std::string, Value>{"lr", {"0.10", true}}));
  EXPECT_EQ(record.metrics, finished_record().metrics);
  EXPECT_EQ(record.duration_ms(), 12'300);
  EXPECT_EQ(record.attempts[0].exit, 0);
  EXPECT_FALSE(record.attempts[0].signal);
}

TEST(Record, EverythingSurvivesARoundTrip) {
  Record record = finished_record();
  record.attempts[0].command = {"python", "other.py"};
  record.attempts[0].job = "77";
  record.attempts[0].signal = 9;
  record.attempts[0].exit.reset();
  record.attempts[0].resumed_from = "checkpoint/epoch_3.bin";
  record.attempts[0].trouble = "log: disk full";
  record.attempts.push_back(Attempt());
  record.attempts[1].n = 2;
  record.drift = {"train.py", "\xff.py"};
  record.isolated = true;
  record.deleted = true;
  record.cut = {"params"};
  const std::string text = format_run_json(record);
  EXPECT_EQ(format_run_json(parsed(text)), text);
  EXPECT_EQ(parsed(text).drift, record.drift);
  EXPECT_EQ(parsed(text).duration_ms(), 0) << "the last attempt has not ended";
}

TEST(Record, MembersOfOtherWritersAreKept) {
  const std::string text = with_prefix(
      R"(,"snapshot":{"base":"x","changed":3},"seed":{"root":1,"fixed":true,"via":"-f","streams":["data"]},)"
      R"("statistic":{"size":12},"attempts":[{"n":1,"gpu":[0,1]}],"future":[1.50,{"deep":null}])");
  const Record record = parsed(text);
  const std::string again = record_to_json(record).compact();
  for (const char* kept : {R"("snapshot":{"base":"x","changed":3})", R"("via":"-f","streams":["data"]})",
                           R"("statistic":{"size":12})", R"("gpu":[0,1]})", R"("future":[1.50,{"deep":null}])"})
    EXPECT_NE(again.find(kept), std::string::npos) << kept << " is missing in " << again;
  EXPECT_EQ(record_to_json(parsed(again)).compact(), again);
}

TEST(Record, NewerVersionIsTakenByItsPrefixOnly) {
  const std::string line = std::string(R"({"v":2,"run":"asr/7","uuid":")") + uuid + R"(","rev":9,"commit":")" + commit +
                           R"(","state":{"not":"ours"},"seed":"x"})";
  const Record record = parsed(line);
  EXPECT_EQ(record.v, 2);
  EXPECT_EQ(record.tag, "asr");
  EXPECT_EQ(record.id, 7);
  EXPECT_EQ(record.rev, 9);
  EXPECT_EQ(format_note_line(record), line);
}

TEST(Record, LastOfDuplicateMembersCounts) {
  const Record record = parsed(with_prefix(R"(,"message":"a","message":"b","params":{"x":1,"y":2,"x":3})"));
  EXPECT_EQ(record.message, "b");
  EXPECT_EQ(record.params, (Params{{"x", {"3", true}}, {"y", {"2", true}}}));
}

TEST(Record, IsOfOneRunOnly) {
  for (const std::string member : {"\"v\":1", "\"run\":\"other/0\"", "\"rev\":9"}) {
    std::string error;
    EXPECT_FALSE(parse_record(with_prefix("," + member), error)) << member;
    EXPECT_NE(error.find("has no valid"), std::string::npos) << error;
  }
}

TEST(Record, NamesMayHoldAnyCharacter) {
  Record record = finished_record();
  const std::string zero("a\0b", 3);
  record.params = {{zero, {"1", true}}, {"a", {"2", true}}};
  record.unknown.set(zero, base::Json::integer(3));
  const Record again = parsed(format_run_json(record));
  EXPECT_EQ(again.params, record.params);
  EXPECT_EQ(again.unknown, record.unknown);
}

TEST(Record, SaysWhatIsWrongWithBadOnes) {
  const std::string good_uuid = std::string(R"("uuid":")") + uuid + "\"";
  const std::string good_commit = std::string(R"("commit":")") + commit + "\"";
  struct Case {
    std::string text, error;
  };
  for (const auto& [text, error] : std::vector<Case>{
           {"", "is empty"},
           {"{\"v\":1", "ends in the middle"},
           {"[]", "is not a record"},
           {"{}", "has no valid 'v'"},
           {R"({"v":0,"run":"a/0",)" + good_uuid + R"(,"rev":1,)" + good_commit + "}", "has no valid 'v'"},
           {R"({"v":1,"run":"a",)" + good_uuid + R"(,"rev":1,)" + good_commit + "}", "has no valid 'run'"},
           {R"({"v":1,"run":"../0",)" + good_uuid + R"(,"rev":1,)" + good_commit + "}", "has no valid 'run'"},
           {R"({"v":1,"run":"a/0","uuid":"../x","rev":1,)" + good_commit + "}", "has no valid 'uuid'"},
           {R"({"v":1,"run":"a/0",)" + good_uuid + R"(,"rev":-1,)" + good_commit + "}", "has no valid 'rev'"},
           {R"({"v":1,"run":"a/0",)" + good_uuid + R"(,"rev":1.5,)" + good_commit + "}", "has no valid 'rev'"},
           {R"({"v":1,"run":"a/0",)" + good_uuid + R"(,"rev":1,"commit":"3f78"})", "has no valid 'commit'"},
           {R"({"v":2,"run":"a/0",)" + good_uuid + R"(,"rev":1})", "has no valid 'commit'"},
           {with_prefix(R"(,"state":"sleeping")"), "has no valid 'state'"},
           {with_prefix(R"(,"command":"python")"), "has no valid 'command'"},
           {with_prefix(R"(,"created":"yesterday")"), "has no valid 'created'"},
           {with_prefix(R"(,"attempts":[{"n":"one"}])"), "has no valid 'attempts'"},
           {with_prefix(R"(,"attempts":[7])"), "has no valid 'attempts'"},
           {with_prefix(R"(,"seed":7)"), "has no valid 'seed'"},
           {with_prefix(R"(,"seed":{"root":"x"})"), "has no valid 'root'"},
           {with_prefix(R"(,"params":[])"), "has no valid 'params'"},
           {with_prefix(R"(,"metrics":{"loss":{"min":1}})"), "has no valid 'metrics'"},
           {with_prefix(R"(,"overrides":[["only a name"]])"), "has no valid 'overrides'"},
           {with_prefix(R"(,"kind":"edit")"), "is an edit, not a record"},
       })
    EXPECT_EQ(fault_of(text), error) << text;
}

TEST(Record, OverridesKeepOrderRepetitionAndBytes) {
  Record record = finished_record();
  for (const auto& pairs : std::vector<std::vector<std::pair<std::string, std::string>>>{
           {},
           {{"b", "1"}, {"a", "caf\xe9"}},
           {{"x", "1"}, {"x", "2"}},
           {{"\xff", "1"}, {"a", ""}},
       }) {
    record.overrides = pairs;
    EXPECT_EQ(parsed(format_run_json(record)).overrides, pairs);
  }
}

TEST(Record, ValuesOfEveryKindAreRead) {
  const Record record = parsed(with_prefix(R"(,"params":{"a":true,"b":null,"c":[64, 32],"d":NaN,"e":"1.0","f":1.0})"
                                           R"(,"metrics":{"bare":0.5})"));
  const Params expected{{"a", {"true", false}}, {"b", {"null", false}}, {"c", {"[64,32]", false}},
                        {"d", {"NaN", false}},  {"e", {"1.0", false}},  {"f", {"1.0", true}}};
  EXPECT_EQ(record.params, expected);
  EXPECT_EQ(record.metrics[0].last, (Value{"0.5", true}));
}

TEST(Record, ManyNamesAreReadInLinearTime) {
  std::string params;
  for (int i = 0; i < 200'000; ++i) params += (i ? ",\"p" : "\"p") + std::to_string(i) + "\":" + std::to_string(i);
  EXPECT_EQ(parsed(with_prefix(",\"params\":{" + params + "}")).params.size(), 200'000u);
}

TEST(Record, ValueFromTextIsANumberWhereJsonHasIt) {
  for (const char* text : {"0", "-1", "0.10", "1e-5", "1E+3", "98765432109876543210"})
    EXPECT_TRUE(value_from_text(text).is_number) << text;
  for (const char* text : {"", "010", "15.", ".5", "+1", "nan", "NaN", "inf", "0x10", "1e", "adam", "1 "})
    EXPECT_FALSE(value_from_text(text).is_number) << text;
}

TEST(Record, NewerIsByRevThenTimeThenBytes) {
  const Record a = finished_record();
  Record b = a;
  EXPECT_FALSE(is_newer(a, b));
  b.message = "second try";
  EXPECT_NE(is_newer(a, b), is_newer(b, a));
  b.updated.ms = a.updated.ms + 1;
  EXPECT_TRUE(is_newer(b, a));
  b.rev = a.rev - 1;
  EXPECT_TRUE(is_newer(a, b));
}

TEST(Record, StatesHaveNames) {
  for (const char* name : {"queued", "running", "requeued", "finished", "failed", "interrupted", "timeout"})
    EXPECT_EQ(format_state(parse_state(name).value()), name);
  EXPECT_FALSE(parse_state("Finished"));
  EXPECT_TRUE(is_active(State::requeued));
  EXPECT_FALSE(is_active(State::finished));
}

}  // namespace
}  // namespace experiment
