#pragma once

#include <charconv>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The value of a variable that git-exp sets for each run; an empty one counts as unset.
inline std::string variable(const char* name, const char* fallback) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : fallback;
}

template <class Number>
Number parse_number(std::string_view name, std::string_view text, Number smallest, Number largest) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !(number >= smallest && number <= largest))
    throw UsageError("'" + std::string(text) + "' is no value for " + std::string(name));
  return number;
}

struct Options {
  double lr = 0.1;
  std::size_t hidden = 64, epochs = 30, batch = 64;
  std::uint64_t seed = parse_number<std::uint64_t>("GIT_EXP_SEED", variable("GIT_EXP_SEED", "0"), 0, UINT32_MAX);
  std::string data = "digits.csv";
  std::string resume = variable("GIT_EXP_RESUME", "");
  std::string statistic = variable("GIT_EXP_STATISTIC", "statistic.json");
  std::string metrics = variable("GIT_EXP_METRICS", "");  // empty: not written
  std::string checkpoints = variable("GIT_EXP_CHECKPOINT_DIR", "checkpoint");
  bool help = false;

  void set(std::string_view name, std::string_view value) {
    if (name == "--lr")
      lr = parse_number(name, value, 1e-9, 1e9);
    else if (name == "--hidden")
      hidden = parse_number<std::size_t>(name, value, 1, 10'000);
    else if (name == "--epochs")
      epochs = parse_number<std::size_t>(name, value, 1, 1'000'000);
    else if (name == "--batch")
      batch = parse_number<std::size_t>(name, value, 1, 1'000'000);
    else if (name == "--seed")
      seed = parse_number<std::uint64_t>(name, value, 0, UINT32_MAX);
    else if (name == "--data")
      data = value;
    else if (name == "--resume")
      resume = value;
    else
      throw UsageError("unknown option '" + std::string(name) + "'");
  }
};

/// Takes `--name=value` and `--name value`. Of an option given twice the last counts, so that a command can be
/// changed by appending to it.
inline Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    const std::size_t equals = word.find('=');
    if (word == "-h" || word == "--help")
      options.help = true;
    else if (equals != std::string_view::npos)
      options.set(word.substr(0, equals), word.substr(equals + 1));
    else if (i + 1 < argc)
      options.set(word, argv[++i]);
    else
      throw UsageError("unknown option '" + std::string(word) + "', or its value is missing");
  }
  return options;
}
