#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"
#include "experiment/config_file.h"
#include "experiment/json_parse.h"
#include "experiment/record.h"

namespace experiment {
namespace {

constexpr const char* uuid = "0b7a3c52-9d1e-4f60-8a2b-1c3d5e7f9a0b";
constexpr const char* commit = "3f786850e387550fdab836ed7e6dc881de23001b";

Record small_record() {
  Record record;
  record.run = "asr/0";
  record.uuid = uuid;
  record.rev = 2;
  record.commit = commit;
  record.tag = "asr";
  record.command = {"./train", "line\nbreak"};
  record.seed = {7, true, "--seed"};
  record.user = "ada";
  record.host = "engine";
  record.created = base::parse_timestamp("2026-03-01T12:00:00Z").value();
  record.updated = base::parse_timestamp("2026-03-01T12:01:00Z").value();
  record.state = State::failed;
  record.attempts.emplace_back();
  record.attempts[0].started = record.created;
  record.attempts[0].ended = record.updated;
  record.attempts[0].state = State::failed;
  record.attempts[0].exit = 3;
  record.params = {{"lr", {"0.1", true}}};
  MetricSummary loss;
  loss.name = "loss";
  loss.last = {"0.5", true};
  loss.step = 4;
  loss.min = Value{"0.25", true};
  loss.min_step = 2;
  loss.first = Value{"0.75", true};
  loss.mean = Value{"0.5", true};
  loss.count = 4;
  record.metrics = {loss};
  return record;
}

base::Json parsed(const std::string& line) {
  const auto json = parse_json(line);
  EXPECT_TRUE(json.value) << json.error << ": " << line;
  return json.value.value_or(base::Json());
}

std::vector<std::string> cut_of(const std::string& line) {
  std::vector<std::string> cut;
  const base::Json json = parsed(line);
  if (const auto* list = json.find("cut"))
    for (const auto& item : list->items()) cut.push_back(item.text());
  return cut;
}

using Names = std::vector<std::string>;

void add_params(Record& record, std::size_t count, const std::string& value) {
  for (std::size_t i = 0; i < count; ++i) record.params.emplace_back("p" + std::to_string(i), value_from_text(value));
}

TEST(NoteLine, IsCompactWithTheFrozenPrefix) {
  EXPECT_EQ(format_note_line(small_record()),
            R"({"v":1,"run":"asr/0","uuid":"0b7a3c52-9d1e-4f60-8a2b-1c3d5e7f9a0b","rev":2,)"
            R"("commit":"3f786850e387550fdab836ed7e6dc881de23001b","tag":"asr","id":0,"kind":"run","isolated":false,)"
            R"("command":["./train","line\nbreak"],"cwd":"","overrides":{},"env":{},)"
            R"("seed":{"root":7,"fixed":true,"via":"--seed"},"user":"ada","host":"engine","executor":"local",)"
            R"("created":"2026-03-01T12:00:00.000Z","updated":"2026-03-01T12:01:00.000Z","state":"failed",)"
            R"("attempts":[{"n":1,"host":"","user":"","pid":0,"started":"2026-03-01T12:00:00.000Z",)"
            R"("ended":"2026-03-01T12:01:00.000Z","state":"failed","exit":3}],"params":{"lr":0.1},)"
            R"("metrics":{"loss":{"last":0.5,"step":4,"min":0.25,"min_step":2}}})");
}

TEST(NoteLine, CutsInTheContractsOrder) {
  Record record = small_record();
  record.unknown.set("environment", base::Json::string(std::string(3'000, 'e')));
  record.attempts.resize(30, record.attempts[0]);
  for (std::size_t i = 0; i < record.attempts.size(); ++i) record.attempts[i].n = static_cast<std::int64_t>(i) + 1;
  EXPECT_EQ(cut_of(format_note_line(record)), Names{}) << "all of it fits";

  record.message = std::string(9'000, 'm');
  EXPECT_EQ(cut_of(format_note_line(record)), Names{"environment"});

  record.message = std::string(12'000, 'm');
  std::string line = format_note_line(record);
  EXPECT_EQ(cut_of(line), (Names{"environment", "attempts"}));
  ASSERT_EQ(parsed(line).find("attempts")->items().size(), 1u);
  EXPECT_EQ(parsed(line).find("attempts")->items()[0].text_of("n"), "30") << "the number of attempts stays";

  add_params(record, 400, "0.123456");
  line = format_note_line(record);
  EXPECT_EQ(cut_of(line), (Names{"environment", "attempts", "params"}));
  EXPECT_EQ(parsed(line).find("params")->members().size(), 100u);
  EXPECT_EQ(parsed(line).text_of("message").size(), 12'000u);

  record.message = std::string(16'000, 'm');
  line = format_note_line(record);
  EXPECT_EQ(cut_of(line), (Names{"environment", "attempts", "params", "message"}));
  EXPECT_EQ(parsed(line).text_of("message"), std::string(200, 'm') + "…");
}

TEST(NoteLine, WhateverIsHugeTheLineFits) {
  struct Case {
    const char* what;
    void (*enlarge)(Record&);
  };
  for (const auto& [what, enlarge] : std::vector<Case>{
           {"params with long values", [](Record& r) { add_params(r, 300, std::string(5'000, 'x')); }},
           {"params with long names",
            [](Record& r) {
              for (char c = 'a'; c < 'z'; ++c) r.params.emplace_back(std::string(3'000, c), Value{"1", true});
            }},
           {"a number of many digits",
            [](Record& r) {
              r.params.emplace_back("n", Value{std::string(20'000, '1'), true});
            }},
           {"metrics with all extremes",
            [](Record& r) {
              MetricSummary metric = r.metrics[0];
              metric.last = {"0.12345678901234567", true};
              metric.max = metric.min = metric.last;
              metric.max_step = metric.min_step = 123'456;
              for (int i = 0; i < 5'000; ++i) {
                metric.name = "some/rather/long/metric/name/" + std::to_string(i);
                r.metrics.push_back(metric);
              }
            }},
           {"members unknown to us",
            [](Record& r) {
              for (int i = 0; i < 2'000; ++i) r.unknown.set("future" + std::to_string(i), base::Json::integer(i));
            }},
           {"drift", [](Record& r) { r.drift.assign(2'000, "some/folder/file.py"); }},
           {"trouble", [](Record& r) { r.attempts[0].trouble = std::string(40'000, 't'); }},
           {"quotes that double in length", [](Record& r) { r.message = std::string(40'000, '"'); }},
           {"bytes that are not UTF-8", [](Record& r) { r.message = std::string(40'000, '\xff'); }},
       }) {
    Record record = small_record();
    enlarge(record);
    const std::string line = format_note_line(record);
    EXPECT_LE(line.size(), largest_note_line) << what;
    EXPECT_FALSE(cut_of(line).empty()) << what;
    EXPECT_EQ(line.find('\n'), std::string::npos) << what;
    std::string error;
    EXPECT_TRUE(parse_record(line, error)) << what << ": " << error;
  }
}

TEST(NoteLine, CommandAndWhatARerunNeedsAreNeverCut) {
  Record record = small_record();
  record.command.assign(3'000, "--word=value");
  record.overrides.emplace_back("o", std::string(9'000, 'o'));
  record.env.emplace_back("E", std::string(9'000, 'e'));
  record.cwd = std::string(500, 'd');
  note_config(record, {std::string(500, 'c'), "12ab"});
  add_params(record, 10, "1");
  const std::string line = format_note_line(record);
  EXPECT_GT(line.size(), largest_note_line);
  std::string error;
  const auto read = parse_record(line, error);
  ASSERT_TRUE(read) << error;
  EXPECT_EQ(read->command, record.command);
  EXPECT_EQ(read->overrides, record.overrides);
  EXPECT_EQ(read->env, record.env);
  EXPECT_EQ(read->cwd, record.cwd);
  EXPECT_EQ(find_config(*read), find_config(record));
  EXPECT_EQ(read->seed.root, 7);
  EXPECT_TRUE(read->params.empty());
}

TEST(NoteLine, TextIsCutBetweenCharacters) {
  Record record = small_record();
  record.message = "x";
  for (int i = 0; i < 6'000; ++i) record.message += "€";
  const std::string message = parsed(format_note_line(record)).text_of("message");
  EXPECT_TRUE(base::is_utf8(message));
  EXPECT_TRUE(message.ends_with("€…"));
}

TEST(NoteLine, WhatWasCutBeforeIsStillNamed) {
  Record record = small_record();
  record.cut = {"params"};
  record.message = std::string(20'000, 'm');
  EXPECT_EQ(cut_of(format_note_line(record)), (Names{"params", "message"}));
}

TEST(LinePrefix, IsReadWithoutParsing) {
  const std::string line = format_note_line(small_record());
  const auto prefix = scan_line_prefix(line);
  ASSERT_TRUE(prefix);
  EXPECT_EQ(prefix->v, 1);
  EXPECT_EQ(prefix->run, "asr/0");
  EXPECT_EQ(prefix->uuid, uuid);
  EXPECT_EQ(prefix->rev, 2);
  EXPECT_EQ(prefix->commit, commit);
  EXPECT_TRUE(scan_line_prefix(R"({"v":12,"run":"é/1","uuid":"u","rev":345,"commit":"c"})"));
}

TEST(LinePrefix, OtherFormsAreLeftToTheParser) {
  for (const char* line :
       {"", "{", "{}", "null", R"({"v":1})", R"({"v": 1,"run":"a/0","uuid":"u","rev":1,"commit":"c"})",
        R"({"run":"a/0","v":1,"uuid":"u","rev":1,"commit":"c"})",
        R"({"v":1,"run":"a\"b/0","uuid":"u","rev":1,"commit":"c"})",
        R"({"v":1,"run":{"base64":"/w=="},"uuid":"u","rev":1,"commit":"c"})",
        R"({"v":1,"run":"a/0","uuid":"u","rev":-1,"commit":"c"})",
        R"({"v":1,"run":"a/0","uuid":"u","rev":99999999999999999999,"commit":"c"})",
        R"({"v":1,"run":"a/0","uuid":"u","rev":1,"commit":"c)", R"({"v":1,"run":"a/0","uuid":"u","rev":1)"})
    EXPECT_FALSE(scan_line_prefix(line)) << line;
}

TEST(Edit, SurvivesARoundTrip) {
  const Edit edit{"asr/0",      uuid,
                  commit,       base::parse_timestamp("2026-03-02T08:00:00.001Z").value(),
                  "ada@engine", {{"label", "baseline"}, {"message", "with \"quotes\"\nand caf\xe9"}}};
  const std::string line = format_edit_line(edit);
  EXPECT_EQ(
      line,
      R"({"v":1,"run":"asr/0","uuid":"0b7a3c52-9d1e-4f60-8a2b-1c3d5e7f9a0b","rev":0,)"
      R"("commit":"3f786850e387550fdab836ed7e6dc881de23001b","kind":"edit","at":"2026-03-02T08:00:00.001Z",)"
      R"("by":"ada@engine","keys":{"label":"baseline","message":{"base64":"d2l0aCAicXVvdGVzIgphbmQgY2Fm6Q=="}}})");
  const auto read = parse_edit(parsed(line));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->run, edit.run);
  EXPECT_EQ(read->uuid, edit.uuid);
  EXPECT_EQ(read->commit, edit.commit);
  EXPECT_EQ(read->at, edit.at);
  EXPECT_EQ(read->by, edit.by);
  EXPECT_EQ(read->keys, edit.keys);
  EXPECT_TRUE(scan_line_prefix(line));
}

TEST(Edit, LongValuesAreCut) {
  const Edit edit{"asr/0", uuid, commit, {}, "ada", {{"label", "short"}, {"message", std::string(40'000, 'm')}}};
  const std::string line = format_edit_line(edit);
  EXPECT_LE(line.size(), largest_note_line);
  EXPECT_EQ(cut_of(line), Names{"keys"});
  EXPECT_EQ(parse_edit(parsed(line))->keys[0].second, "short");
}

TEST(Edit, OtherLinesAreNone) {
  EXPECT_FALSE(parse_edit(parsed(format_note_line(small_record()))));
  EXPECT_FALSE(parse_edit(parsed("[1]")));
  EXPECT_FALSE(parse_edit(parsed(R"({"v":1,"kind":"edit","uuid":"u","at":"never","keys":{}})")));
  EXPECT_FALSE(parse_edit(parsed(R"({"v":1,"kind":"edit","uuid":"u","at":"2026-03-02T08:00:00Z"})")));
  EXPECT_FALSE(parse_edit(parsed(R"({"v":2,"kind":"edit","uuid":"u","at":"2026-03-02T08:00:00Z","keys":{}})")));
}

}  // namespace
}  // namespace experiment
