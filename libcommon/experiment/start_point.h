#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "experiment/index.h"
#include "experiment/store.h"

/// From which checkpoint a run is taken up. Contract: storage.md, "The run folder".
namespace experiment {

struct StartPoint {
  std::string path;                   ///< absolute; "" from the beginning
  std::optional<std::int64_t> epoch;  ///< by its name, or that of the file that a link names
};

/// `from` is "" (the last one, or nothing if there is none), "last", "best", an epoch's number, or a file: below
/// `here`, else below the run's folder or its checkpoint folder.
///
/// Looked for in `checkpoint/`, and in `checkpoints/` of older layouts: the link `epoch_last`, else the highest `epoch_<n>`,
/// with any ending; without any, what exp.checkpoint names, there or in `files/`, the newest by the number in its name; without `from`
/// at last what the run itself was forked from (`checkpoint/forked/`). "best" is `epoch_best`, else the checkpoint of the epoch whose
/// value of exp.metric was the best, which is said.
/// Half-written ones (empty, or with `.tmp` in the name) and links that lead nowhere are passed over with a warning.
/// UserError for a `from` that is not there, which lists those that are, or is half-written.
StartPoint find_start_point(const Store& store, const KnownRun& run, const std::string& from, const std::string& here);

/// A file or folder as a checkpoint. UserError where it is not there, or half-written.
StartPoint load_start_point(const std::string& path);

/// Below a run's checkpoint folder: the one that it was forked from.
inline constexpr const char* forked_folder = "forked";

}  // namespace experiment
