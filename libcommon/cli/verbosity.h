#pragma once

namespace cli {

/// How much a command says: `-q` silences notes, `-v` adds details. Warnings and errors are said anyway.
struct Verbosity {
  bool quiet = false;
  bool verbose = false;
};

}  // namespace cli
