#include "note_rows.h"

#include <algorithm>
#include <memory>
#include <mutex>

#include "base/trace.h"
#include "experiment/edit_log.h"
#include "experiment/line_reader.h"
#include "experiment/parallel.h"
#include "run_row.h"

namespace exp_table {
namespace {

/// What one thread reads.
class Part final : public experiment::BulkConsumer {
 public:
  explicit Part(bool only_finished) : only_finished_(only_finished) {}

  void read(std::string_view text, NotePlace place, const NotedRuns& runs) {
    experiment::for_each_line(text, [&](std::string_view line) {
      const auto prefix = experiment::scan_line_prefix(line);
      const auto run = prefix ? runs.find(prefix->uuid) : runs.end();
      if (run == runs.end() || run->second.fact->place != place || run->second.fact->rev != prefix->rev) return;
      if (experiment::is_edit_line(line)) return;
      fact_ = run->second.fact;
      if (line.size() > experiment::longest_read_line || !reader_.read(line, run->second.position, fact_->run, *this))
        unread_.push_back(run->first);
    });
  }

  void take(const experiment::BulkRow& row) override {
    if (!only_finished_ || row.state == experiment::format_state(experiment::State::finished))
      add_row(batch_, row.index, row, "", fact_);
  }

  void give(NoteRows& rows) {
    rows.batches.push_back(std::move(batch_));
    rows.unread.insert(rows.unread.end(), unread_.begin(), unread_.end());
  }

 private:
  const bool only_finished_;
  const NoteFact* fact_ = nullptr;
  experiment::LineReader reader_;
  table::Batch batch_;
  std::vector<std::string_view> unread_;
};

/// As many as there are threads, each with one at a time.
class Parts {
 public:
  explicit Parts(bool only_finished) : only_finished_(only_finished) {}

  std::unique_ptr<Part> take() {
    const std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::make_unique<Part>(only_finished_);
    auto part = std::move(idle_.back());
    idle_.pop_back();
    return part;
  }
  void put_back(std::unique_ptr<Part> part) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(part));
  }
  NoteRows finish() {
    NoteRows rows;
    for (const auto& part : idle_) part->give(rows);
    return rows;
  }

 private:
  const bool only_finished_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Part>> idle_;
};

}  // namespace

NoteRows read_note_rows(const NoteFacts& facts, const NotedRuns& runs, bool only_finished) {
  const base::Trace trace("read the runs' lines");
  std::vector<NotePlace> places;
  for (const auto& [uuid, run] : runs) places.push_back(run.fact->place);
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());

  Parts parts(only_finished);
  const auto read_note = [&](std::size_t i) {
    auto part = parts.take();
    part->read(facts.text_of(places[i]).text, places[i], runs);
    parts.put_back(std::move(part));
  };
  experiment::in_parallel(places.size(), read_note, 1);
  return parts.finish();
}

}  // namespace exp_table
