#include "base/random.h"
#include "experiment/edit_log.h"
#include "experiment/json_parse.h"
#include "experiment/line_reader.h"
#include "experiment/names.h"
#include "experiment/note_digest.h"
#include "experiment/record_extract.h"
#include "support.h"
#include "targets.h"

namespace fuzz {
namespace {

void check_prefix(std::string_view line, const experiment::Record& record) {
  const auto prefix = experiment::scan_line_prefix(line);
  if (!prefix) return;
  expect(prefix->v == record.v && prefix->run == record.run && prefix->uuid == record.uuid &&
             prefix->rev == record.rev && prefix->commit == record.commit,
         "a line's beginning says what the whole line says", line);
}

void check_extract(std::string_view line, const experiment::Record& record) {
  experiment::RecordExtract all;
  all.first_metrics = 1'000'000;
  std::string error;
  const auto extract = experiment::parse_record_extract(line, all, error);
  expect(extract.has_value(), "a record that can be read has an extract", error);
  expect(extract->run == record.run && extract->uuid == record.uuid && extract->rev == record.rev &&
             extract->state == record.state && extract->command == record.command &&
             extract->attempts.size() == record.attempts.size() && extract->deleted == record.deleted,
         "an extract says what the record says", line);
  expect(record.v > 1 || extract->metrics == record.metrics, "an extract has the metrics", line);
  expect(experiment::parse_record_extract(line, {}, error).has_value(), "a smaller extract can be read as well", error);
}

/// The run that a row is of.
class Row final : public experiment::BulkConsumer {
 public:
  void take(const experiment::BulkRow& row) override {
    said = std::string(row.run) + " " + std::string(row.uuid) + " " + std::string(row.commit) + " " +
           std::string(row.tag) + " " + std::string(row.id) + " " + std::to_string(row.rev) + " v" +
           std::to_string(row.v);
    values = row.params.size() + row.metrics.size();
  }
  std::string said;
  std::size_t values = 0;
};

void check_row(std::string_view line, const experiment::Record& record) {
  experiment::LineReader reader;
  Row row, again;
  expect(reader.read(line, 0, "", row), "a record's line is a row", line);
  const auto name = experiment::parse_run_name(record.run);
  expect(row.said == record.run + " " + record.uuid + " " + record.commit + " " + name->tag + " " +
                         std::to_string(name->id) + " " + std::to_string(record.rev) + " v" + std::to_string(record.v),
         "a row is of the record's run", line);
  expect(reader.read(line, 0, "", again) && again.said == row.said && again.values == row.values,
         "what was read before leaves nothing in a row", line);
}

void check_edit(std::string_view line) {
  const auto json = experiment::parse_json(line).value;
  const auto edit = json ? experiment::parse_edit(*json) : std::nullopt;
  if (!edit) return;
  // Nobody writes the kind with escapes: such a line is neither an edit nor a record.
  expect(experiment::is_edit_line(line) || line.find('\\') != line.npos, "what is an edit is known for one", line);
  const std::string written = format_edit_line(*edit);
  expect(written.find('\n') == written.npos && experiment::is_edit_line(written), "an edit is written as one", written);
  const auto again = experiment::parse_edit(*experiment::parse_json(written).value);
  expect(again && again->uuid == edit->uuid && again->at == edit->at && again->by == edit->by,
         "an edit that was written is the same edit", written);

  experiment::Record record = make_record();
  experiment::apply_edits(experiment::sort_edits({*edit, *edit}), record);
  const experiment::Record before = make_record();
  expect(record.run == before.run && record.uuid == before.uuid && record.commit == before.commit &&
             record.rev == before.rev && record.state == before.state && record.command == before.command,
         "an edit changes nothing that was recorded", line);
  expect_writable(record);
}

void check_digest_of_record(const experiment::DigestLine& line, const experiment::Record& extract) {
  const experiment::Record brief = line.record();
  expect(brief.v == extract.v && brief.run == extract.run && brief.uuid == extract.uuid && brief.rev == extract.rev &&
             brief.commit == extract.commit && brief.tag == experiment::parse_run_name(extract.run)->tag,
         "a digest is of the record's run", extract.run);
  expect(brief.kind == extract.kind && brief.command == extract.command && brief.host == extract.host &&
             brief.created == extract.created && brief.updated == extract.updated && brief.state == extract.state &&
             brief.message == extract.message && brief.deleted == extract.deleted,
         "a digest says what the record says", extract.run);
  expect(brief.attempts.empty() == extract.attempts.empty() &&
             (brief.attempts.empty() || (brief.attempts[0].started == extract.attempts.back().started &&
                                         brief.attempts[0].ended == extract.attempts.back().ended)),
         "a digest has the last attempt", extract.run);
  expect(brief.metrics.size() == extract.metrics.size(), "a digest has the metrics", extract.run);
}

void check_digest(std::string_view note) {
  const experiment::RecordExtract extract{{"loss", "acc"}, 0};
  const std::string digest = experiment::make_note_digest(note, extract.metrics);
  experiment::DigestReader reader(digest);
  std::size_t unreadable = 0;
  experiment::for_each_line(note, [&](std::string_view text) {
    const auto prefix = experiment::scan_line_prefix(text);
    if (!prefix) return void(++unreadable);
    experiment::DigestLine line;
    std::string error;
    const auto record = experiment::parse_record_extract(text, extract, error);
    expect(reader.next(line) && line.prefix.run == prefix->run && line.prefix.uuid == prefix->uuid,
           "each line is in the digest", text);
    if (record) {
      expect(line.kind == experiment::DigestLine::Kind::record, "a record is one in the digest", text);
      check_digest_of_record(line, *record);
    } else {
      const bool is_edit = line.kind == experiment::DigestLine::Kind::edit;
      expect(is_edit == experiment::is_edit_line(text) && (!is_edit || line.edit == text), "so is an edit", text);
    }
  });
  experiment::DigestLine none;
  expect(!reader.next(none) && !reader.is_broken() && reader.unreadable_lines() == unreadable,
         "nothing else is in the digest", note);
  experiment::DigestReader of_any_bytes(note);
  while (of_any_bytes.next(none)) (void)none.record();
}

}  // namespace

void check_note_line(std::string_view input) {
  (void)experiment::is_edit_line(input);
  check_digest(input);
  if (const auto prefix = experiment::scan_line_prefix(input))
    expect(prefix->v >= 0 && prefix->rev >= 0, "a line's beginning has whole numbers", input);
  std::string error;
  const auto record = experiment::parse_record(input, error);
  check_edit(input);
  if (!record) {
    expect(!error.empty(), "a line that cannot be read is explained", input);
    expect_printable(error, "an explanation can be shown");
    return;
  }
  expect(base::is_uuid(record->uuid), "a record has a uuid", record->uuid);
  expect(experiment::parse_run_name(record->run).has_value(), "a record has a run's name", record->run);
  check_prefix(input, *record);
  check_extract(input, *record);
  check_row(input, *record);
  expect_writable(*record);
  expect(!is_newer(*record, *record), "no record is newer than itself", input);
}

}  // namespace fuzz
