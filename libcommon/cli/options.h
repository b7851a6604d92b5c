#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/verbosity.h"

namespace cli {

using Words = std::vector<std::string>;

/// The options of one command: declared once, used for parsing, `-h`, and completion. Wraps CLI11, which is
/// included by options.cpp only.
///
/// `-h` prints the short help, `--version` the version, `--git-completion-helper` the long options for the shell's
/// completion; they end parse() by EarlyExit. Everything wrong is a base::UsageError.
class OptionParser {
 public:
  /// `name` is "exp-run"; each synopsis is a line behind "git exp-run ".
  OptionParser(std::string name, std::vector<std::string> synopses);
  ~OptionParser();
  OptionParser(const OptionParser&) = delete;
  OptionParser& operator=(const OptionParser&) = delete;

  /// Options declared next stand below this line in the help.
  void section(std::string title);
  /// `names` as "-f,--fix-seed". A flag whose long name is written "--[no-]tick" can be switched off.
  void flag(const std::string& names, bool& target, const std::string& help);
  /// `placeholder` is shown as "<n>". The last of several wins.
  void value(const std::string& names, const std::string& placeholder, std::optional<std::string>& target,
             const std::string& help);
  /// `--verify[=<tolerance>]`: without `=` the target becomes "".
  void optional_value(const std::string& names, const std::string& placeholder, std::optional<std::string>& target,
                      const std::string& help);
  void repeated(const std::string& names, const std::string& placeholder, Words& target, const std::string& help);
  /// Words that are no options go here; without it they are errors. At most `most`.
  void positionals(Words& target, std::size_t most = SIZE_MAX);
  /// For commands that start a program: what follows `--`, or the first word after `most` positionals, is the program's,
  /// byte for byte, and goes here.
  void program(Words& target);

  /// True after parse() if there was a `--`.
  bool had_separator() const;

  void parse(const Words& words);
  std::string help() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The words `-h`, `--version` and `--git-completion-helper` asked for: printed to stdout, exit status 0.
struct EarlyExit {
  std::string text;
};

/// Declares "-q" and "-v" as every command has them.
void add_verbosity(OptionParser& parser, Verbosity& verbosity);

/// A whole number of at least `least`; UsageError names the option.
std::int64_t parse_number_option(std::string_view option, std::string_view text, std::int64_t least);
/// A positive duration (base::parse_duration), in milliseconds; UsageError names the option.
std::int64_t parse_duration_option(std::string_view option, std::string_view text);

}  // namespace cli
