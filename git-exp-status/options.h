#pragma once

#include "cli/options.h"

namespace exp_status {

enum class Form { text, json, porcelain };

struct Options {
  bool resume = false;  ///< first of all: queued runs that nobody starts are started
  bool watch = false;
  Form form = Form::text;
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_status
