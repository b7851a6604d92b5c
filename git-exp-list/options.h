#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"

namespace exp_list {

enum class Form { text, json, porcelain };

struct SortBy {
  std::string column;
  bool descending = false;  ///< the largest first
};

struct Options {
  std::vector<std::string> words;   ///< experiments, runs, or patterns over both
  bool runs = false;                ///< runs instead of experiments: asked for, or there are words
  std::vector<std::string> states;  ///< of experiment::run_state_names(); none: all
  std::optional<SortBy> sort;       ///< none: newest first
  std::optional<std::size_t> limit;
  Form form = Form::text;
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_list
