#pragma once

#include <string>
#include <vector>

#include "cli/options.h"

namespace exp_show {

enum class Form { text, json, porcelain };

/// Which parts are shown; none: an overview of all.
struct Sections {
  bool log = false;
  bool params = false;
  bool metrics = false;
  bool environment = false;
  bool files = false;
  int count() const { return log + params + metrics + environment + files; }
  bool any() const { return count() > 0; }
};

struct Options {
  std::vector<std::string> runs;  ///< as typed, patterns too; none: the default run
  Sections sections;
  bool path = false;  ///< only the folder
  Form form = Form::text;
  cli::Verbosity verbosity;
};

Options parse_options(const cli::Words& words);

}  // namespace exp_show
