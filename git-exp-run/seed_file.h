#pragma once

#include <cstdint>

#include "experiment/store.h"

namespace exp_run {

/// exp.seedFile: the file of the project that also receives the seed, one line. A failure is a base::UserError: the program
/// would run with another seed than recorded. Nothing where it is not set or holds that seed already.
void write_seed_file(const experiment::Store& store, std::int64_t seed);

}  // namespace exp_run
