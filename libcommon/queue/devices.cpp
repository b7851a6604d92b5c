#include "queue/devices.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/error.h"
#include "base/file.h"
#include "base/text.h"
#include "experiment/liveness.h"
#include "experiment/natural_order.h"

namespace queue {
namespace {

/// A device may be called by a uuid, or MIG-…/1/2.
std::string file_name(std::string name) {
  std::replace(name.begin(), name.end(), '/', '_');
  return "device-" + name;
}

std::string state_folder() {
  const char* state = std::getenv("XDG_STATE_HOME");
  const char* home = std::getenv("HOME");
  if (state && *state == '/') return state;
  if (home && *home == '/') return base::path_join(home, ".local/state");
  return "/tmp/git-exp-" + std::to_string(::geteuid());
}

}  // namespace

std::string Devices::folder() {
  std::string host = experiment::host_name();
  std::replace(host.begin(), host.end(), '/', '_');
  return base::path_join(base::path_join(state_folder(), "git-exp/devices"), host);
}

void Devices::make_folder() {
  const std::string path = folder();
  base::make_folders(path);
  struct stat info;
  // In /tmp anybody may have been here before us.
  const bool ours = ::lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == ::geteuid();
  if (!ours)
    throw base::UserError(
        "the folder " + base::quoted(path) + ", where it stands who uses which device, is another user's",
        {"export XDG_STATE_HOME=<a folder of yours>"});
  base::remove_old_temporaries(path);
}

std::optional<Devices> Devices::take(const std::vector<std::string>& names, std::int64_t count) {
  Devices taken;
  make_folder();
  for (const auto& name : names) {
    if (static_cast<std::int64_t>(taken.names_.size()) == count) break;
    auto lease = Lease::take(base::path_join(folder(), file_name(name)));
    if (!lease) continue;
    taken.names_.push_back(name);
    taken.leases_.push_back(std::move(*lease));
  }
  if (static_cast<std::int64_t>(taken.names_.size()) < count) return std::nullopt;
  return taken;
}

std::string Devices::names() const {
  return base::join(names_, ",");
}

void Devices::take_on() const {
  for (const auto& lease : leases_) lease.take_on();
}

void Devices::lend() {
  for (auto& lease : leases_) lease.lend();
}

void Devices::renew() const {
  for (const auto& lease : leases_) lease.renew();
}

void Devices::give_back() {
  for (auto& lease : leases_) lease.end();
  leases_.clear();
}

std::vector<std::string> find_devices(const std::string& device_folder) {
  constexpr std::string_view start = "nvidia";
  std::vector<std::string> numbers;
  for (const auto& name : base::find_entries(device_folder).value_or(std::vector<std::string>()))
    if (name.starts_with(start) && base::is_digits(name.substr(start.size())))
      numbers.push_back(name.substr(start.size()));
  std::sort(numbers.begin(), numbers.end(), experiment::natural_less);
  return numbers;
}

}  // namespace queue
