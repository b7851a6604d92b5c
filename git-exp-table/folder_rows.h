#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "experiment/bulk_read.h"
#include "experiment/store.h"
#include "note_facts.h"
#include "table/table.h"

namespace exp_table {

/// Which folders make a row by themselves.
struct FolderChoice {
  bool needs_record = true;    ///< else one with a statistic.json alone does, too
  bool only_finished = false;  ///< other states make no row, and are not untold either
};

/// A folder that does not tell the run, or not the newest of it.
struct Untold {
  std::size_t index;
  std::string uuid;  ///< "" without a record, or where the folder is a copy of another run's
};

/// Run folders, read in parallel into rows, and what they leave open.
class FolderRows {
 public:
  /// The names' folders; a name that is no run's full name has none.
  FolderRows(const experiment::Store& store, const std::vector<std::string>& names, const NoteFacts& facts,
             const FolderChoice& choice);

  /// The row's position in the table; behind each there is room for runs of the same name.
  static std::size_t position_of(std::size_t index) { return 2 * index; }

  /// In the order of the names.
  std::vector<Untold> untold() const;
  /// Of all records met; valid as long as this.
  std::unordered_set<std::string_view> uuids() const;
  /// Joins the rows with those that were found otherwise.
  table::Table take(std::vector<table::Batch> others);

 private:
  /// What one thread has read.
  struct Part {
    table::Batch batch;
    std::vector<Untold> untold;
    std::vector<std::string> uuids;
  };
  class Collector;

  std::deque<Part> parts_;
};

}  // namespace exp_table
