#pragma once

#include <set>
#include <string>
#include <vector>

#include "experiment/index.h"

namespace exp_clean {

/// Names of code that no run needs any more.
struct Names {
  std::vector<git::Tag> tags;     ///< ours: annotated, with the trailer, of the removed runs' commit
  std::vector<git::Oid> commits;  ///< of refs/exp/commits/
  std::vector<std::string> kept;  ///< why another one stays, for people
};

/// What would be left without names: experiments of `removed` (and of `tags`, which were named as a whole) that no run
/// of `all` has beside them, and commits likewise. In doubt, nothing: where anything that is known of runs could not be
/// read (`is_doubtful`), where a folder without a record lies beside them, where a tag is the user's or was moved.
Names find_needless_names(const experiment::Store& store, const std::vector<experiment::KnownRun>& all,
                          const std::vector<experiment::ResolvedRun>& removed, const std::set<std::string>& tags,
                          bool is_doubtful);

/// The refs first, then the tags, each only if it is still what it was. Says what it did.
void remove_names(const experiment::Store& store, const Names& names);

/// Name of the ref that keeps the commit.
std::string keeping_ref(const git::Oid& commit);

}  // namespace exp_clean
