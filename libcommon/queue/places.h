#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "queue/lease.h"
#include "queue/submission.h"

namespace queue {

/// The places for queued runs on this host, `<common dir>/exp/slots/<host>/`, without a server:
///   <k>         held by a run, with its supervisor in it (as attempt-<n>.json); created exclusively
///   wait-…      stands in line: a submission that wants a place; the names sort as places are given
/// A submission of -j N takes the places 0 … N-1 only: with -j 1 everywhere one run goes after the other, and who asks for
/// more does not wait for those. What a killed process held is free.
class Places {
 public:
  Places(const experiment::Store& store, const Submission& submission);
  ~Places();  ///< gives back what is held and was not lent, and leaves the line
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;

  /// A free place, if nobody who stands in line before us could take it; else nothing, and we stand in line.
  std::optional<std::int64_t> take();
  void leave_line();
  /// In the supervisor's process: the place is held as long as that one lives, whatever becomes of the waiter.
  void take_on(std::int64_t place) const { held_.at(place).take_on(); }
  /// In the waiter's: there is a supervisor.
  void lend(std::int64_t place) { held_.at(place).lend(); }
  /// Likewise: it has ended, or could not be made.
  void give_back(std::int64_t place);
  /// Of all that is held or lent, and of the ticket: see Lease::renew().
  void renew() const;

  /// A change in it may mean that a place is free.
  const std::string& folder() const { return folder_; }

 private:
  std::string path_of(std::int64_t place) const;
  std::int64_t first_of_ours() const;
  void stand_in_line();

  const experiment::Store& store_;
  std::int64_t jobs_;
  std::string folder_, ticket_;
  bool in_line_ = false;
  std::map<std::int64_t, Lease> held_;
};

}  // namespace queue
