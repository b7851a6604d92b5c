#include "targets.h"

namespace fuzz {

const std::vector<Target>& targets() {
  static const std::vector<Target> all = {
      {"columns", check_columns},
      {"commands", check_commands},
      {"environments", check_environments},
      {"epoch_line", check_epoch_line},
      {"filter", check_filter},
      {"json", check_json},
      {"log", check_log},
      {"log_reading", check_log_reading},
      {"metric_capture", check_metric_capture},
      {"metrics_log", check_metrics_log},
      {"note_line", check_note_line},
      {"note_text", check_note_text},
      {"owner", check_owner},
      {"program_file", check_program_file},
      {"run_json", check_run_json},
      {"run_name", check_run_name},
      {"set", check_set},
      {"settings", check_settings},
      {"statistic", check_statistic},
      {"stop_request", check_stop_request},
      {"submission", check_submission},
      {"table", check_table},
      {"terminal", check_terminal},
      {"text", check_text},
      {"title", check_title},
      {"tolerance", check_tolerance},
  };
  return all;
}

const Target* find_target(std::string_view name) {
  for (const auto& target : targets())
    if (target.name == name) return &target;
  return nullptr;
}

}  // namespace fuzz
