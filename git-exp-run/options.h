#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "batch_options.h"
#include "cli/options.h"

namespace exp_run {

using NamedValues = std::vector<std::pair<std::string, std::string>>;

struct Options {
  std::optional<std::string> tag;
  std::vector<std::string> command;
  bool separated = false;  ///< there was a `--`: the word before it, if any, is meant as a tag

  bool next = false;
  bool fix_seed = false;
  std::optional<std::int64_t> seed;
  std::string message;
  std::optional<std::string> config;  ///< --config, as typed: a file seen from the current folder
  bool name_from_path = false;        ///< the experiment is named after its folders too
  std::optional<std::string> fork;    ///< RUN, RUN:<epoch>, a file: the checkpoint to start from
  NamedValues overrides;              ///< -S
  std::vector<std::string> extra;     ///< words of --extra
  NamedValues env;
  std::optional<std::int64_t> timeout_ms;
  std::optional<std::string> notify;  ///< command for the end; "" none, whatever exp.notify says
  bool again = false;
  bool detach = false;
  bool snapshot = false;
  bool dry_run = false;
  bool trial = false;
  BatchOptions batch;
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_run
