#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"

/// The world in which a run took place, for environment.json: what a number may depend on beside the commit.
namespace supervise {

/// Plain values: the capture runs beside everything else and must not share a git::Repository.
struct EnvironmentInputs {
  std::vector<std::string> argv;         ///< the words that are executed
  std::string folder;                    ///< where the program runs, absolute
  std::vector<std::string> environment;  ///< the program's, as "NAME=value"
  std::string exp_dir;  ///< `<common dir>/exp`; what holds for this boot is kept in `host/` there; "" nowhere
  std::string top;      ///< of the work tree, for submodules; "" none
  std::vector<std::pair<std::string, std::string>> remotes;  ///< name and URL
};

/// Looks around in a thread of its own, from construction on: construct it after the program has been started. The members
/// of the result, each left out where there is nothing to say:
///
///     host       name, system, kernel, architecture, cpu, cpus, cpus_allowed, memory_bytes
///     gpus       [{index, name, uuid, memory_mib}], with driver and cuda beside it; asked once per boot (and job)
///     program    path, and what made it: interpreter and version, or compilers and sha256 of a binary
///     python     executable, version, venv, packages {name: version}; read from files, no interpreter is started
///     modules, conda, venv
///     variables  by an allow-list, never one whose name speaks of a secret
///     remotes {name: url without credentials}, submodules {path: commit}
///     incomplete [members that were not ready, or could not be had]
class EnvironmentCapture {
 public:
  explicit EnvironmentCapture(EnvironmentInputs inputs);
  /// Kills what is still running for it. A thread that hangs in the kernel (a dead file server, a driver) is left behind
  /// after 10 ms.
  ~EnvironmentCapture();
  EnvironmentCapture(const EnvironmentCapture&) = delete;
  EnvironmentCapture& operator=(const EnvironmentCapture&) = delete;

  /// True as soon as all is known; waits for that at most `wait_ms`.
  bool is_ready(std::int64_t wait_ms) const;
  /// What is known after at most `wait_ms` more; the rest is given up, and its tools are killed.
  base::Json collect(std::int64_t wait_ms = 0);

 private:
  struct State;
  std::shared_ptr<State> state_;  ///< shared with the thread, which may outlive us
};

}  // namespace supervise
