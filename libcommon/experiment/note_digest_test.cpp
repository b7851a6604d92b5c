#include "experiment/note_digest.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace experiment {
namespace {

Record sample(int n) {
  Record record;
  record.run = "asr/" + std::to_string(n);
  record.tag = "asr";
  record.id = n;
  record.uuid = "00000000-0000-4000-8000-00000000000" + std::to_string(n);
  record.rev = 3;
  record.commit = std::string(40, 'a');
  record.command = {"train", "a b", std::string("\x00\xff", 2), ""};
  record.host = "ada";
  record.created.ms = 1'700'000'000'000 - n * 1000;
  record.updated.ms = record.created.ms + 5;
  record.message = "line\none";
  record.state = State::failed;
  Attempt attempt;
  attempt.n = 2;
  attempt.started.ms = record.created.ms + 1;
  attempt.ended = base::Timestamp{record.created.ms + 4};
  attempt.state = State::failed;
  record.attempts = {Attempt(), attempt};
  MetricSummary loss;
  loss.name = "loss";
  loss.last = {"NaN", false};
  loss.min = Value{"0.25", true};
  MetricSummary other = loss;
  other.name = "other";
  record.metrics = {other, loss};
  record.params = {{"lr", {"0.1", true}}};
  return record;
}

std::vector<DigestLine> lines_of(std::string_view digest) {
  std::vector<DigestLine> lines;
  DigestReader reader(digest);
  for (DigestLine line; reader.next(line);) lines.push_back(line);
  EXPECT_FALSE(reader.is_broken());
  return lines;
}

TEST(NoteDigest, KeepsOfARecordWhatListsShow) {
  Record second = sample(2);
  second.deleted = true;
  second.attempts.back().ended.reset();
  second.message = "";
  const std::string digest =
      make_note_digest(format_note_line(sample(1)) + "\n" + format_note_line(second) + "\n", {"loss"});
  const auto lines = lines_of(digest);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].kind, DigestLine::Kind::record);
  const Record first = lines[0].record(), expected = sample(1);
  EXPECT_EQ(first.run, expected.run);
  EXPECT_EQ(first.tag, "asr");
  EXPECT_EQ(first.id, 1);
  EXPECT_EQ(first.uuid, expected.uuid);
  EXPECT_EQ(first.rev, 3);
  EXPECT_EQ(first.commit, expected.commit);
  EXPECT_EQ(first.kind, "run");
  EXPECT_EQ(first.command, expected.command);
  EXPECT_EQ(first.host, "ada");
  EXPECT_EQ(first.created, expected.created);
  EXPECT_EQ(first.updated, expected.updated);
  EXPECT_EQ(first.message, expected.message);
  EXPECT_EQ(first.state, State::failed);
  EXPECT_FALSE(first.deleted);
  ASSERT_EQ(first.attempts.size(), 1u);
  EXPECT_EQ(first.attempts[0].n, 2);
  EXPECT_EQ(first.attempts[0].started, expected.attempts[1].started);
  EXPECT_EQ(first.attempts[0].ended, expected.attempts[1].ended);
  ASSERT_EQ(first.metrics.size(), 1u);
  EXPECT_EQ(first.metrics[0].name, "loss");
  EXPECT_EQ(first.metrics[0].last, (Value{"NaN", false}));
  EXPECT_EQ(first.metrics[0].min, (Value{"0.25", true}));
  EXPECT_FALSE(first.metrics[0].max);

  const Record last = lines[1].record();
  EXPECT_TRUE(last.deleted);
  EXPECT_EQ(last.run, "asr/2");
  EXPECT_EQ(last.created, second.created);
  EXPECT_EQ(last.message, "");
  EXPECT_FALSE(last.attempts.at(0).ended);
  EXPECT_NE(lines[0].hash, lines[1].hash);
}

TEST(NoteDigest, TellsEditsAndLinesThatCannotBeReadApart) {
  const Record record = sample(1);
  const std::string edit =
      format_edit_line({record.run, record.uuid, record.commit, {1}, "ada", {{"message", "better"}}});
  const std::string line = format_note_line(record);
  std::string bad = line, newer = line;
  bad.replace(bad.find("\"state\":\"failed\""), 16, "\"state\":17");
  newer.replace(0, 6, "{\"v\":2");
  const std::string digest = make_note_digest(
      base::join({edit, bad, newer, "no json", std::string(longest_read_line + 1, 'x'), line.substr(0, 300)}, "\n"),
      {});
  EXPECT_EQ(DigestReader(digest).unreadable_lines(), 2u);
  const auto lines = lines_of(digest);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0].kind, DigestLine::Kind::edit);
  EXPECT_EQ(lines[0].edit, edit);
  EXPECT_EQ(lines[1].kind, DigestLine::Kind::unreadable);
  EXPECT_EQ(lines[1].prefix.run, "asr/1");
  EXPECT_EQ(lines[2].kind, DigestLine::Kind::record);
  EXPECT_EQ(lines[2].record().v, 2);
  EXPECT_EQ(lines[3].kind, DigestLine::Kind::unreadable);
}

TEST(NoteDigest, IsSmall) {
  std::string note;
  for (int n = 0; n < 10; ++n) {
    Record record = sample(n);
    for (int i = 0; i < 60; ++i) record.params.emplace_back("parameter-" + std::to_string(i), Value{"0.125", true});
    note += format_note_line(record) + "\n";
  }
  EXPECT_LT(make_note_digest(note, {}).size() * 15, note.size());
}

TEST(NoteDigest, OfBytesThatEndTooEarlyNothingIsRead) {
  const std::string digest = make_note_digest(format_note_line(sample(1)) + "\nbad\n", {"loss"});
  for (std::size_t size = 2; size < digest.size(); ++size) {
    DigestReader reader(std::string_view(digest).substr(0, size));
    DigestLine line;
    EXPECT_FALSE(reader.next(line)) << size;
    EXPECT_TRUE(reader.is_broken()) << size;
  }
}

TEST(NoteDigest, BytesThatNobodyWroteAreReadToTheirEnd) {
  std::uint32_t state = 7;
  for (int round = 0; round < 2000; ++round) {
    std::string bytes(static_cast<std::size_t>(round % 97), '\0');
    for (char& byte : bytes) byte = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
    DigestReader reader(bytes);
    std::size_t lines = 0;
    for (DigestLine line; reader.next(line); ++lines)
      if (line.kind == DigestLine::Kind::record) (void)line.record();
    EXPECT_LE(lines, bytes.size());
  }
}

}  // namespace
}  // namespace experiment
