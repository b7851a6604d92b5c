#pragma once

#include <string>
#include <vector>

#include "experiment/index.h"
#include "experiment/set_file.h"

namespace exp_record {

/// How the set names the run: by `name`, or in another form that means the same run (without the uuid's first digits,
/// or with more of them); nothing if it does not.
std::optional<std::string> find_entry(const experiment::SetFile& set, const experiment::ResolvedRun& run);

struct Added {
  std::vector<std::string> added;
  std::vector<std::string> there;  ///< were in the set already
};
Added add_runs(experiment::SetFile& set, const std::vector<experiment::ResolvedRun>& runs);

/// The set's entries that a word names as it stands or as a glob: entries can be removed whose runs are no longer
/// known.
std::vector<std::string> matching_entries(const experiment::SetFile& set, const std::string& word);

/// "asr/3", "asr/3, asr/4 and asr/5", "12 runs".
std::string format_names(const std::vector<std::string>& names);
/// "'record' (7 runs)"
std::string format_set(const std::string& name, const experiment::SetFile& set);

}  // namespace exp_record
