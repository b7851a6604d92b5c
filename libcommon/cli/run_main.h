#pragma once

#include <functional>

#include "cli/options.h"

namespace cli {

/// Exit statuses of the suite, as in git; a command that runs a program takes 125 for its own failures.
inline constexpr int status_no = 1;
inline constexpr int status_fatal = 128;
inline constexpr int status_usage = 129;
inline constexpr int status_not_run = 125;

/// Type-erased: parses the words now, gives back what is to be run.
using Prepare = std::function<std::function<int()>(const Words&)>;
int run_prepared(int argc, char** argv, const Prepare& prepare, int fatal_status);

/// The one place that turns exceptions into messages and an exit status: UserError to "fatal: …" and hints (its own status
/// or `fatal_status`), UsageError to "error: …" (129), EarlyExit to stdout (0). Nothing else ever reaches the user raw.
template <class Options>
int run_main(int argc, char** argv, Options (*parse)(const Words&), int (*run)(const Options&),
             int fatal_status = status_fatal) {
  return run_prepared(
      argc, argv,
      [=](const Words& words) -> std::function<int()> {
        return [options = parse(words), run] { return run(options); };
      },
      fatal_status);
}

}  // namespace cli
