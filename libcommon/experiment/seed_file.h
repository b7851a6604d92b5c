#pragma once

#include <cstdint>
#include <string>

#include "experiment/settings.h"

namespace experiment {

/// exp.seedFile below `top`: the file of the project that also receives the seed, one line. A failure is a
/// base::UserError: the program would run with another seed than recorded. Nothing where it is not set or holds that
/// seed already.
void write_seed_file(const Settings& settings, const std::string& top, std::int64_t seed);

}  // namespace experiment
