#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiment/owned_lock.h"

namespace queue {

/// Devices (GPUs) of this host that are a run's alone, over all repositories of this user: a file each in
/// `$XDG_STATE_HOME/git-exp/devices/<host>/` (default ~/.local/state; without a home a folder of ours in /tmp), with its
/// holder in it. What a killed process held is free.
class Devices {
 public:
  Devices() = default;
  /// So many of these that are free; nothing if there are too few.
  static std::optional<Devices> take(const std::vector<std::string>& names, std::int64_t count);

  /// As CUDA_VISIBLE_DEVICES wants it: "0,2"; "" for none.
  std::string names() const;
  /// In the supervisor's process.
  void hand_over() const;

  static std::string folder();

 private:
  std::vector<std::string> names_;
  std::vector<std::unique_ptr<experiment::OwnedLock>> locks_;
};

/// The numbers of the GPUs that the kernel knows ("0", "1"), by their device files; nothing is started for it.
std::vector<std::string> find_devices();

}  // namespace queue
