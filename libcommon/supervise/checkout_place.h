#pragma once

#include <string>
#include <vector>

#include "experiment/store.h"

/// Where isolated checkouts are, by names alone.
namespace supervise {

/// `<common dir>/exp/trees`.
std::string trees_folder(const experiment::Store& store);

/// One place for a checkout and the files beside it.
struct TreePlace {
  std::string folder;  ///< `<trees folder>/<commit>`
  std::string number;
  std::string commit() const;  ///< 40 digits
  std::string path() const;    ///< the work tree
  std::string owner() const;   ///< who uses it; without this file it is kept, clean, for the next run
  std::string kept() const;    ///< who used it last and, by its time, until when
  std::string gone() const;    ///< what the work tree is called while it is being deleted
};

struct FoundPlace {
  TreePlace place;
  bool has_tree = false, has_owner = false, has_kept = false, has_gone = false;
  bool has_takeover = false;  ///< a claim behind a dead owner's
};
/// All numbers in the folder of one commit, ascending.
std::vector<FoundPlace> find_places(const std::string& commit_folder);
/// Of all commits.
std::vector<FoundPlace> find_all_places(const std::string& trees_folder);

}  // namespace supervise
