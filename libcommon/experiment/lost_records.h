#pragma once

#include "experiment/store.h"

namespace experiment {

/// Where refs/exp/published was lost or replaced, no ref tells what our notes should hold. Then, and only then, every
/// run folder is compared with the notes: what ended, is of a commit that is here, and is in no note of ours is marked
/// to be published again, with its edits, and said. True if that was so. Usually costs reading a small file and a ref.
bool mark_lost_records(const Store& store);

}  // namespace experiment
