#include "base/text.h"
#include "experiment/settings.h"
#include "experiment/statistic.h"
#include "support.h"
#include "targets.h"

namespace fuzz {

/// Command lines: of configuration, of -S, as they are shown.
void check_commands(std::string_view input) {
  std::vector<std::string> words;
  try {
    words = experiment::split_command(std::string(input));
  } catch (const base::UserError& error) {
    expect_printable(error);
    words = lines_of(input);
  }
  for (auto& word : words) word = base::replace_all(word, std::string_view("\0", 1), "");
  const std::string line = base::shell_join(words);
  expect(experiment::split_command(line) == words, "a command line that is shown can be typed", line);

  experiment::Record record = make_record();
  record.command = words;
  record.params = experiment::params_of_command(words);
  for (const auto& word : words) record.overrides.emplace_back(word.substr(0, 5), word);
  expect_writable(record);
  std::string error;
  const auto read = experiment::parse_record(format_run_json(record), error);
  expect(read->command == words && read->overrides == record.overrides, "a record keeps a command byte for byte", line);
}

}  // namespace fuzz
