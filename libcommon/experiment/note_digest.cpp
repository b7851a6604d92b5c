#include "experiment/note_digest.h"

#include <functional>

#include "experiment/edit_log.h"
#include "experiment/names.h"
#include "experiment/record_extract.h"

namespace experiment {
namespace {

constexpr std::uint64_t is_record = 1, is_edit = 2, is_deleted = 4;
constexpr unsigned state_shift = 3;
constexpr std::uint64_t last_is_number = 1, has_min = 2, min_is_number = 4, has_max = 8, max_is_number = 16;

std::uint64_t flag_if(bool holds, std::uint64_t flag) {
  return holds ? flag : 0;
}

std::string pack_words(const std::vector<std::string>& words) {
  Packer packer;
  for (const auto& word : words) packer.text(word);
  return packer.take();
}

std::string pack_attempt(const Record& record) {
  Packer packer;
  if (record.attempts.empty()) return "";
  const Attempt& last = record.attempts.back();
  packer.number(last.ended ? 1 : 0);
  packer.difference(last.n, 0);
  packer.difference(last.started.ms, record.created.ms);
  if (last.ended) packer.difference(last.ended->ms, last.started.ms);
  return packer.take();
}

std::string pack_metrics(const Metrics& metrics) {
  Packer packer;
  for (const auto& metric : metrics) {
    packer.text(metric.name);
    packer.number(flag_if(metric.last.is_number, last_is_number) | flag_if(metric.min.has_value(), has_min) |
                  flag_if(metric.min && metric.min->is_number, min_is_number) |
                  flag_if(metric.max.has_value(), has_max) |
                  flag_if(metric.max && metric.max->is_number, max_is_number));
    packer.text(metric.last.text);
    if (metric.min) packer.text(metric.min->text);
    if (metric.max) packer.text(metric.max->text);
  }
  return packer.take();
}

std::vector<std::string> unpack_words(std::string_view bytes) {
  std::vector<std::string> words;
  for (Unpacker unpacker(bytes); !unpacker.at_end();) words.emplace_back(unpacker.text());
  return words;
}

std::vector<Attempt> unpack_attempt(std::string_view bytes, base::Timestamp created) {
  if (bytes.empty()) return {};
  Unpacker unpacker(bytes);
  Attempt attempt;
  const bool has_ended = unpacker.number() != 0;
  attempt.n = unpacker.difference(0);
  attempt.started.ms = unpacker.difference(created.ms);
  if (has_ended) attempt.ended = base::Timestamp{unpacker.difference(attempt.started.ms)};
  return {attempt};
}

Metrics unpack_metrics(std::string_view bytes) {
  Metrics metrics;
  for (Unpacker unpacker(bytes); !unpacker.at_end();) {
    MetricSummary& metric = metrics.emplace_back();
    metric.name = unpacker.text();
    const std::uint64_t flags = unpacker.number();
    metric.last = {std::string(unpacker.text()), (flags & last_is_number) != 0};
    if (flags & has_min) metric.min = Value{std::string(unpacker.text()), (flags & min_is_number) != 0};
    if (flags & has_max) metric.max = Value{std::string(unpacker.text()), (flags & max_is_number) != 0};
  }
  return metrics;
}

/// The lines of a note, in the order in which DigestReader reads them.
class DigestWriter {
 public:
  explicit DigestWriter(const std::vector<std::string>& metrics) { extract_.metrics = metrics; }

  void add(std::string_view line) {
    const auto prefix = line.size() > longest_read_line ? std::nullopt : scan_line_prefix(line);
    if (!prefix) {
      ++unreadable_;
      return;
    }
    std::string error;
    const auto record = parse_record_extract(line, extract_, error);
    const bool edits = !record && is_edit_line(line);
    packer_.number(flag_if(edits, is_edit) | flag_if(record.has_value(), is_record) |
                   flag_if(record && record->deleted, is_deleted) |
                   (record ? static_cast<std::uint64_t>(record->state) << state_shift : 0));
    packer_.number(static_cast<std::uint64_t>(prefix->v));
    packer_.text(prefix->run);
    packer_.text(prefix->uuid);
    packer_.number(static_cast<std::uint64_t>(prefix->rev));
    text(0, prefix->commit);
    packer_.number(std::hash<std::string_view>()(line));
    if (record) add(*record);
    if (edits) packer_.text(line);
  }

  std::string take() {
    Packer whole;
    whole.number(unreadable_);
    whole.raw(packer_.bytes());
    return whole.take();
  }

 private:
  void add(const Record& record) {
    packer_.difference(record.created.ms, created_before_);
    packer_.difference(record.updated.ms, record.created.ms);
    created_before_ = record.created.ms;
    text(1, record.kind);
    text(2, pack_words(record.command));
    text(3, record.host);
    text(4, record.message);
    packer_.text(pack_attempt(record));
    packer_.text(pack_metrics(record.metrics));
  }
  /// 0 stands for the text of the line before.
  void text(std::size_t slot, std::string_view text) {
    const bool is_same = before_[slot] == text;
    packer_.number(is_same ? 0 : text.size() + 1);
    if (is_same) return;
    packer_.raw(text);
    before_[slot] = text;
  }

  RecordExtract extract_;
  Packer packer_;
  std::size_t unreadable_ = 0;
  std::array<std::string, 5> before_;
  std::int64_t created_before_ = 0;
};

}  // namespace

std::string make_note_digest(std::string_view note, const std::vector<std::string>& metrics) {
  DigestWriter writer(metrics);
  for_each_line(note, [&](std::string_view line) { writer.add(line); });
  return writer.take();
}

std::string_view DigestReader::text_of(Slot slot) {
  const std::uint64_t size = unpacker_.number();
  if (size > 0) before_[slot] = unpacker_.raw(size - 1);
  return before_[slot];
}

bool DigestReader::next(DigestLine& line) {
  if (unpacker_.at_end()) return false;
  line = {};
  const std::uint64_t flags = unpacker_.number();
  line.prefix.v = static_cast<std::int64_t>(unpacker_.number());
  line.prefix.run = unpacker_.text();
  line.prefix.uuid = unpacker_.text();
  line.prefix.rev = static_cast<std::int64_t>(unpacker_.number());
  line.prefix.commit = text_of(commit);
  line.hash = unpacker_.number();
  if (flags & is_edit) {
    line.kind = DigestLine::Kind::edit;
    line.edit = unpacker_.text();
  }
  if (flags & is_record) {
    line.kind = DigestLine::Kind::record;
    line.deleted = (flags & is_deleted) != 0;
    line.state = static_cast<State>(flags >> state_shift & 7);
    line.created.ms = created_before_ = unpacker_.difference(created_before_);
    line.updated.ms = unpacker_.difference(line.created.ms);
    line.record_kind = text_of(record_kind);
    line.command = text_of(command);
    line.host = text_of(host);
    line.message = text_of(message);
    line.attempt = unpacker_.text();
    line.metrics = unpacker_.text();
  }
  return !unpacker_.is_broken();
}

Record DigestLine::record() const {
  Record record;
  record.v = prefix.v;
  record.run = prefix.run;
  record.uuid = prefix.uuid;
  record.rev = prefix.rev;
  record.commit = prefix.commit;
  if (const auto name = parse_run_name(record.run)) {
    record.tag = name->tag;
    record.id = name->id;
  }
  record.kind = record_kind;
  record.command = unpack_words(command);
  record.host = host;
  record.created = created;
  record.updated = updated;
  record.message = message;
  record.state = state;
  record.deleted = deleted;
  record.attempts = unpack_attempt(attempt, created);
  record.metrics = unpack_metrics(metrics);
  return record;
}

}  // namespace experiment
