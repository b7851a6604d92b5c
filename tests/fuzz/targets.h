#pragma once

#include <string_view>
#include <vector>

/// Functions over any bytes, one for each parser that meets what others wrote. Each asserts properties (support.h), not
/// only that nothing crashes. The same functions are run by libFuzzer (preset `fuzz`) and by a small mutator of our own.
namespace fuzz {

void check_columns(std::string_view input);
void check_commands(std::string_view input);
void check_environments(std::string_view input);
void check_epoch_line(std::string_view input);
void check_filter(std::string_view input);
void check_json(std::string_view input);
void check_log(std::string_view input);
void check_log_reading(std::string_view input);
void check_metric_capture(std::string_view input);
void check_metrics_log(std::string_view input);
void check_note_line(std::string_view input);
void check_note_text(std::string_view input);
void check_owner(std::string_view input);
void check_program_file(std::string_view input);
void check_run_json(std::string_view input);
void check_run_name(std::string_view input);
void check_set(std::string_view input);
void check_settings(std::string_view input);
void check_statistic(std::string_view input);
void check_stop_request(std::string_view input);
void check_submission(std::string_view input);
void check_table(std::string_view input);
void check_terminal(std::string_view input);
void check_text(std::string_view input);
void check_title(std::string_view input);
void check_tolerance(std::string_view input);

struct Target {
  const char* name;  ///< also of its folder in corpus/, and of its words in dictionaries/
  void (*check)(std::string_view input);
};
const std::vector<Target>& targets();
/// Null if there is none of this name.
const Target* find_target(std::string_view name);

}  // namespace fuzz
