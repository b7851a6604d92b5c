#pragma once

#include <functional>
#include <string>
#include <vector>

#include "experiment/index.h"
#include "experiment/store.h"

/// Whose command line a record holds: what comes from notes is data of others, and a rerun executes it. Contract: storage.md,
/// "Trust".
namespace experiment {

/// What of a record decides what is executed: commit, name, seed, command, folder, overrides, environment,
/// and the checkpoint of a fork. 32 hex digits.
std::string fingerprint_of(const Record& record);

/// This clone ran it: `<common dir>/exp/own/<first two digits of the uuid>` gets a line. Never throws: who is forgotten
/// here is asked for again.
void remember_as_own(const Store& store, const Record& record);

/// Our user's own folder holds this record's fingerprint.
bool folder_is_own(const std::string& folder, const Record& record);

/// Our user's own folder holds a record with this fingerprint, or this clone remembers having run it. A record that was
/// changed in the notes by somebody else is not ours, whatever its uuid.
bool is_own(const Store& store, const KnownRun& run);

/// Says whose command line will run, for a run that is not ours, and lets it pass if it is `trusted` or `ask` says yes;
/// else UserError. `words` are what would be executed.
void require_trust(const Store& store, const KnownRun& run, const std::vector<std::string>& words, bool trusted,
                   const std::function<bool(const std::string& question)>& ask);

}  // namespace experiment
