#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "experiment/invocation.h"
#include "experiment/record.h"

/// The file `heartbeat` of a run: its mtime is the sign of life, its first line what the supervisor knew by then and nobody
/// else can see before the record does. Contract: storage.md, "The run folder".
namespace experiment {

struct Heartbeat {
  std::int64_t attempt = 0;
  Metrics metrics;                               ///< captured from the output, of all attempts so far
  std::optional<std::int64_t> gpu_memory_bytes;  ///< of all processes of the program
};

/// Larger ones leave their metrics out.
inline constexpr std::size_t largest_heartbeat = 64u << 10;

/// The line, with its end.
std::string format_heartbeat(const Heartbeat& heartbeat);
/// Of the file's text; nothing if its first line is not one, or only half there.
std::optional<Heartbeat> parse_heartbeat(std::string_view text);

/// Nothing where there is none, or none that says anything.
std::optional<Heartbeat> find_heartbeat(const RunPaths& paths);

/// Renews the sign of life, and writes `line`, unless that is empty, over the first line. In place: a reader may see it half
/// written, and then knows nothing. Never throws: a full disk still gets the sign of life.
void beat(const RunPaths& paths, const std::string& line);

}  // namespace experiment
