#pragma once

#include "experiment/store.h"

namespace experiment {

/// Where nothing is known of any run: if there is a remote, hints at how its records are fetched, by the two refspecs where
/// they are not configured yet. Asks no network.
void hint_at_remote_records(const Store& store);

}  // namespace experiment
