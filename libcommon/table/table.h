#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "table/cell.h"
#include "table/name_table.h"

/// The rows of a comparison table in memory: about 8 bytes and the text for each value, so that 100,000 runs of 42
/// values take some 70 MB. Reader threads fill a Batch each; a Table joins them.
namespace table {

/// What can be asked of a metric's history. `best` is min or max, by the metric's Direction (column.h).
enum class Function : std::uint8_t { last, best, first, min, max, mean };

/// The history of a metric in one run; what is not known is missing.
struct MetricSummary {
  Cell last, first, min, max, mean;
};

/// Rows that one thread collects. A row counts only once it is committed, so that a file that turns out to be broken
/// half-way leaves nothing behind. Texts are copied. Not thread-safe.
class Batch {
 public:
  /// `position` is the row's place in the table; `name` is the run's ("tag/id").
  void begin_row(std::size_t position, std::string_view name);
  /// Of a name that is added twice in a row the later value counts.
  void add_info(std::string_view field, std::string_view text) { add(Kind::info, field, Part::only, text); }
  void add_param(std::string_view name, std::string_view text) { add(Kind::param, name, Part::only, text); }
  /// A metric with a single value: every function gives it.
  void add_metric(std::string_view name, std::string_view text) { add(Kind::metric, name, Part::only, text); }
  void add_metric(std::string_view name, const MetricSummary& summary);
  void commit_row();
  void discard_row();

  std::size_t size() const { return rows_.size(); }

 private:
  friend class Table;
  friend class RowReader;
  enum class Part : std::uint8_t { only, last, first, min, max, mean };
  struct Value {
    std::uint32_t name_and_part;  // id * 8 + part
    std::uint32_t size;           // of the text; texts follow each other in the values' order
  };
  /// In one piece of memory: `count` values, the run's name, the values' texts.
  struct Row {
    const char* memory;
    std::size_t position;
    std::uint32_t count;
    std::uint32_t name_size;
  };
  struct FirstSeen {
    std::size_t position = SIZE_MAX;
    std::size_t index = SIZE_MAX;
  };

  void add(Kind kind, std::string_view name, Part part, std::string_view text);
  char* allocate(std::size_t bytes);

  NameTable names_;
  std::vector<FirstSeen> first_seen_;  // by name; of committed rows
  std::vector<Row> rows_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;
  std::size_t free_bytes_ = 0;
  std::size_t block_bytes_ = 1u << 14;

  // the row under construction, and the one before it: runs mostly have the same names in the same order
  std::size_t position_ = 0;
  std::uint32_t name_size_ = 0;
  std::string texts_;
  std::vector<Value> values_, previous_;
};

/// Rows in the order of their positions (equal ones in the order of the batches). Immutable; any number of threads
/// may read.
class Table {
 public:
  Table() = default;
  explicit Table(std::vector<Batch> batches);

  std::size_t size() const { return rows_.size(); }
  /// The run's name. Valid as long as the table.
  std::string_view run_name(std::size_t row) const;
  /// Every name of a committed row, numbered in first-seen order over the rows, whatever thread read them.
  const NameTable& names() const { return names_; }
  std::vector<NameId> names_of(Kind kind) const;

 private:
  friend class RowReader;
  struct Place {
    std::uint32_t batch, row;
  };
  std::vector<Batch> batches_;
  std::vector<std::vector<NameId>> ids_;  // by batch: the batch's number of a name -> ours
  NameTable names_;
  std::vector<Place> rows_;
};

/// In place of a NameId: the run's own name.
inline constexpr NameId run_name_id = UINT32_MAX;

/// Random access to the values of one row at a time; each thread has its own. Cells are valid as long as the table.
class RowReader {
 public:
  explicit RowReader(const Table& table);
  void read(std::size_t row);
  /// `function` counts for metrics only; `best` must have become min or max before.
  Cell value(NameId id, Function function = Function::last) const;

 private:
  struct Slot {
    const char* text = nullptr;
    std::uint32_t size = 0;
    std::uint32_t stamp = 0;  // the row that filled it: nothing has to be cleared between rows
  };
  const Table& table_;
  std::vector<Slot> slots_;  // name * parts + part
  std::string_view run_name_;
  std::uint32_t stamp_ = 0;
};

}  // namespace table
