#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "queue/lease.h"

namespace queue {

/// Devices (GPUs) of this host that are a run's alone, over all repositories of this user: a file each in
/// `$XDG_STATE_HOME/git-exp/devices/<host>/` (default ~/.local/state; without a home a folder of ours in /tmp), with its
/// holder in it. What a killed process held is free.
class Devices {
 public:
  Devices() = default;
  /// So many of these that are free; nothing if there are too few. Throws as make_folder() does.
  static std::optional<Devices> take(const std::vector<std::string>& names, std::int64_t count);

  /// As CUDA_VISIBLE_DEVICES wants it: "0,2"; "" for none.
  std::string names() const;
  /// As those of Places.
  void take_on() const;
  void lend();
  void give_back();
  void renew() const;

  static std::string folder();
  /// Makes it. UserError where it cannot be made, or is another user's.
  static void make_folder();

 private:
  std::vector<std::string> names_;
  std::vector<Lease> leases_;
};

/// The numbers of the GPUs that the kernel knows ("0", "1"), by their device files; nothing is started for it.
std::vector<std::string> find_devices(const std::string& device_folder = "/dev");

}  // namespace queue
