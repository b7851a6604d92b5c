#pragma once

#include <string>

#include "supervise/checkout.h"
#include "supervise/checkout_claim.h"
#include "supervise/checkout_survey.h"

/// Of a checkout that we hold: from what a run left back to the commit's files, or away.
namespace supervise {

/// Moves what differs from the commit to `<run_folder>/files/` (all of it, where git no longer knows the checkout), deletes
/// caches and our links, and gives changed files their content back. Commits that the program made are kept under
/// refs/exp/commits/. With `trouble` something is still there.
LeftBehind empty_place(const experiment::Store& store, const TreePlace& place, const std::string& run_folder,
                       Survey& survey);

/// Deletes a checkout in which nothing of a run is, and what git knows of it. Stopped half-way, it can be called again.
/// A warning says what could not be deleted.
void remove_checkout(const experiment::Store& store, const TreePlace& place);

/// Where what is left of that run goes: its folder; if that is gone, a folder `lost-…` in the trees folder, not made yet.
std::string folder_for_left_files(const experiment::Store& store, const TreePlace& place,
                                  const std::string& run_folder);

/// "asr/3" of a run folder; the path where it is elsewhere.
std::string run_of_folder(const experiment::Store& store, const std::string& run_folder);

}  // namespace supervise
