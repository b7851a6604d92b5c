#pragma once

#include <string>

#include "supervise/line_states.h"

namespace supervise {

/// Gives the lines of a log that earlier attempts wrote to `consumer`, without the heads and feet that stand around each
/// attempt: metrics of a run that is taken up are those of all its attempts. Nothing where there is no log; throws
/// nothing.
void read_earlier_output(const std::string& log, LineConsumer& consumer);

}  // namespace supervise
