#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiment/index.h"

namespace exp_list {

/// A run with what the list says of it beside its record.
struct ListedRun {
  const experiment::KnownRun* run = nullptr;
  std::string name;          ///< as it is typed; of a copy the folder's path
  std::string state;         ///< of experiment::run_state_names()
  std::string state_reason;  ///< why it is lost; "" otherwise
  std::optional<std::int64_t> duration_ms;

  const experiment::Record& record() const { return run->record; }
  std::int64_t attempts() const { return record().attempts.empty() ? 0 : record().attempts.back().n; }
  /// "asr/3", "asr/3 (origin)", "asr/3 (folder gone)", "old/3 (copy of asr/3)".
  std::string shown_name() const;
};

/// All of `runs`, which must outlive the list, in their order. Looks at the folders of active ones.
std::vector<ListedRun> list_runs(const std::vector<experiment::KnownRun>& runs, base::Timestamp now);

/// Those that a word names: an experiment, a run, a pattern over either. Evaluations only where the word says "/eval/".
std::vector<ListedRun> choose_runs(const std::vector<ListedRun>& runs, const std::string& word);
bool is_evaluation(const ListedRun& run);

}  // namespace exp_list
