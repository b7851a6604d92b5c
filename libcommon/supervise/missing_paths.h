#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiment/store.h"
#include "process/child.h"

namespace supervise {

/// Looks, beside everything else, for the ignored paths of the live tree that a checkout does not have.
class MissingPaths {
 public:
  /// Starts git in the live tree; nothing in a bare repository.
  explicit MissingPaths(const experiment::Store& store);
  /// Waits for it, at most a second: nothing is known then. Without ours, caches, and what exp.link names.
  const std::vector<std::string>& collect(const std::string& checkout_top);

 private:
  bool is_known(const std::string& path, const std::string& checkout_top) const;

  const experiment::Store* store_;
  std::optional<process::Child> child_;
  std::vector<std::string> paths_;
};

}  // namespace supervise
