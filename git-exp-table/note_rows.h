#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "note_facts.h"
#include "table/table.h"

namespace exp_table {

/// Runs that only the notes know, by the uuid.
struct NotedRun {
  std::size_t position;  ///< of its row
  const NoteFact* fact;  ///< is_plain
};
using NotedRuns = std::unordered_map<std::string_view, NotedRun>;

struct NoteRows {
  std::vector<table::Batch> batches;
  std::vector<std::string_view> unread;  ///< uuids whose line is no record: an older one may be
};

/// Their lines, read in parallel straight into rows: of 100,000 records not one is built, and no more than a few notes are
/// in memory at a time.
NoteRows read_note_rows(const NoteFacts& facts, const NotedRuns& runs, bool only_finished);

}  // namespace exp_table
