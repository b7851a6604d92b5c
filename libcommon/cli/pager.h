#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace cli {

/// The pager that git would take: GIT_PAGER, `configured` (pager.exp-<x> if it is a command, else core.pager), PAGER, less.
/// Nothing for "" or "cat", when stdout is no terminal, when git pages already (GIT_PAGER_IN_USE), or for a pager.exp-<x>
/// that is false.
std::optional<std::string> find_pager(const std::optional<std::string>& pager_exp,
                                      const std::optional<std::string>& core_pager);

/// From construction to destruction stdout goes through the pager; destruction waits until the user leaves it.
/// Where the pager cannot be started, stdout stays what it was. LESS=FRX and LV=-c are set unless present, as git does.
class Pager {
 public:
  explicit Pager(const std::optional<std::string>& command);
  ~Pager();
  Pager(const Pager&) = delete;
  Pager& operator=(const Pager&) = delete;

 private:
  pid_t pid_ = -1;
  int saved_stdout_ = -1;
};

}  // namespace cli
