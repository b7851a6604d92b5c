#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "experiment/bulk_read.h"
#include "experiment/run_json_visitor.h"

namespace experiment {

/// Reads records from lines of notes into rows, without building the record; every buffer is used again. One for each
/// thread.
class LineReader {
 public:
  /// Delivers the row to `consumer`. False if the line is no record.
  bool read(std::string_view line, std::size_t index, std::string_view name, BulkConsumer& consumer);

 private:
  TextArena arena_;
  JsonTokenizer tokenizer_;
  RunJsonVisitor record_{arena_};
  std::string padded_;
};

}  // namespace experiment
