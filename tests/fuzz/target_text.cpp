#include "base/duration.h"
#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "base/time.h"
#include "experiment/json_parse.h"
#include "support.h"
#include "table/format.h"
#include "targets.h"

namespace fuzz {
namespace {

void check_times(std::string_view input) {
  const base::Timestamp reference{1'700'000'000'000};
  if (const auto time = base::parse_timestamp(input)) {
    expect(base::parse_timestamp(format_timestamp(*time)) == *time, "a time is read back equal", input);
    (void)base::format_age(*time, reference);
  }
  if (const auto ms = base::parse_duration(input)) {
    expect(*ms >= 0, "a duration is not negative", input);
    (void)base::format_duration(*ms);
  }
}

void check_numbers(std::string_view input) {
  const auto number = base::parse_number(input);
  if (base::is_json_number(input)) expect(number.has_value(), "a number of JSON is a number", input);
  if (!number) return;
  expect_printable(input, "a number can be shown");
  const auto again = base::parse_number(table::format_real(*number));
  expect(again && (*again == *number || *number != *number), "a number is read back equal", input);
  for (const int digits : {0, 3, table::largest_precision}) {
    (void)table::round_decimals(*number, digits);
    (void)table::round_significant(*number, digits);
    (void)table::format_mean_and_deviation(*number, *number, digits);
  }
  (void)table::format_mean_and_deviation(*number, *number, {});
}

}  // namespace

void check_text(std::string_view input) {
  const std::string shown = base::printable(input);
  expect_printable(shown, "what is made printable is printable");
  expect_printable(base::quoted(input), "what is quoted is printable");
  for (const std::size_t width : {0, 1, 2, 10})
    expect(base::display_width(base::fit_width(shown, width)) <= width, "a text fits", shown);
  const std::string line = base::tab_line({std::string(input), "x"});
  expect(line.ends_with("\tx\n"), "a line for programs is one line", line);
  expect_printable(line.substr(0, line.size() - 3), "a line for programs can be shown");
  expect(base::parse_base64(base::base64(input)) == std::string(input), "base64 is read back", input);
  if (const auto bytes = base::parse_base64(input))
    expect(base::base64(*bytes).size() == input.size(), "base64 has one form");
  const auto json = experiment::parse_json(base::json_quote(input)).value;
  expect(json && (!base::is_utf8(input) || json->text() == input), "a JSON string is read back", input);
  const auto record = experiment::parse_json(base::Json::string(std::string(input)).compact()).value;
  expect(record && record->text() == input, "a text of a record is read back", input);
  check_times(input);
  check_numbers(input);
  (void)base::matches_glob("train/loss", input);
  (void)base::similar_words(input, {"loss", "accuracy"});
}

}  // namespace fuzz
