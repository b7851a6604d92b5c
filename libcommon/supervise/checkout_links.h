#pragma once

#include <string>
#include <vector>

#include "experiment/store.h"

/// What an isolated checkout shares with the live tree: links to `__data__`, `__result__`, `__statistic__` and exp.link.
namespace supervise {

struct SharedPath {
  std::string path;    ///< in the checkout, relative to its top
  std::string target;  ///< absolute
  bool asked = false;  ///< by exp.link
};
/// What could be linked: asked or not, there or not, tracked or not.
std::vector<SharedPath> shared_paths(const experiment::Store& store);

/// Makes the links that have a target and a free place, with the folders on the way. What exp.link names and is not there is a
/// warning; a place that the commit fills is left alone.
void make_links(const experiment::Store& store, const std::string& top);

/// Takes the links away that lead where make_links() leads them; the folders on the way stay. Nothing behind a link is touched.
void remove_links(const experiment::Store& store, const std::string& top);

/// Top of the live tree: the work tree that we are in, else the main one; "" in a bare repository.
std::string live_top(const experiment::Store& store);

}  // namespace supervise
