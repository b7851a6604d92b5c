#pragma once

#include <map>
#include <string>

#include "git/oid.h"
#include "git/repository.h"

/// The notes commits that we published last, once more outside of the refs, which a mirroring fetch or somebody's
/// clean-up may take together: `<common dir>/exp/published`, a line `<notes ref> <commit>` each.
namespace git {

/// By notes ref ("refs/notes/exp", "refs/notes/exp-2", …). Empty where nothing was published from here, or only by an
/// older version.
std::map<std::string, Oid> read_notes_guard(const Repository& repository);

/// Replaces it if it differs. Trouble is left for the next one: it is the second guard.
void write_notes_guard(const Repository& repository, const std::map<std::string, Oid>& guard);

}  // namespace git
