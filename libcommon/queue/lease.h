#pragma once

#include <memory>
#include <optional>
#include <string>

#include "experiment/owned_lock.h"

namespace queue {

/// A place or a device of this host: a file that says who holds it, created exclusively, then lent to a child for as long as that
/// lives. What a process held that is provably gone is free for the next one who asks; so is what a process that cannot be seen from
/// here (a container of the same name) has not renewed for three minutes.
class Lease {
 public:
  /// Nothing if another holds it. Throws base::file_error where the file cannot be created.
  static std::optional<Lease> take(const std::string& path);

  /// In the child: the file names it from now on, so that it is held whatever becomes of us. Throws base::file_error.
  void take_on() const;
  /// In the parent, once there is a child: the object may go, and nothing is given back.
  void lend() { lock_->let_go(); }
  /// The sign of life, held or lent: at least each experiment::heartbeat_ms. Throws nothing.
  void renew() const;
  /// In the parent: the child has ended, or could not be made. What another has taken meanwhile stays his. Does not throw.
  void end();

 private:
  Lease(std::string path, std::unique_ptr<experiment::OwnedLock> lock)
      : path_(std::move(path)), lock_(std::move(lock)) {}

  std::string path_;
  std::unique_ptr<experiment::OwnedLock> lock_;
};

}  // namespace queue
