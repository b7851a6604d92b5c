#pragma once

#include "base/json.h"

namespace supervise {

/// Name, system, kernel, architecture, CPU and memory of this host; what cannot be had is left out. Reads a few small
/// files of /proc and /etc.
base::Json host_facts();

}  // namespace supervise
