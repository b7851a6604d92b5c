#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/messages.h"

namespace experiment {

/// When a lock counts as left behind.
enum class Stale {
  gone,            ///< its holder is provably gone
  gone_or_silent,  ///< or cannot be seen from here (another host, another pid namespace) and has not renewed it for three minutes; or the file says nobody's name for so long
};
/// Of the owned file there. One that names nobody (it was half written, or by no git-exp) is so once it is silent; with `gone`,
/// after ten minutes.
bool is_stale(const std::string& path, Stale when);

/// An exclusively created file that says who holds it (format_owner); removed when this object goes. Works on network
/// file systems; a holder that was killed is recognised by find_life().
class OwnedLock {
 public:
  /// Waits for another holder, at most `wait_ms`, with short, growing pauses. A lock whose owner is provably gone is
  /// removed, with a warning that says whose it was. Throws UserError that names the holder and since when, or
  /// file_error where the lock cannot be created.
  /// Waits no longer where `is_done` says that there is nothing left to do: then it is not held.
  OwnedLock(std::string path, base::Messages& messages, std::int64_t wait_ms = 10'000,
            const std::function<bool()>& is_done = {}, Stale when = Stale::gone);
  ~OwnedLock();
  OwnedLock(const OwnedLock&) = delete;
  OwnedLock& operator=(const OwnedLock&) = delete;
  bool is_held() const { return is_held_; }
  /// Another process holds it from now on, and has written its own name into the file: this object removes nothing.
  void let_go() { is_held_ = false; }
  /// The sign of life for those who cannot see us: at least each heartbeat_ms. Throws nothing.
  void renew() const;

 private:
  bool remove_if_stale(base::Messages& messages) const;

  std::string path_;
  Stale when_;
  bool is_held_ = false;
};

}  // namespace experiment
