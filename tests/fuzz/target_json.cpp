#include "experiment/json_parse.h"
#include "experiment/json_text.h"
#include "support.h"
#include "targets.h"

namespace fuzz {

void check_json(std::string_view input) {
  const auto parsed = experiment::parse_json(input);
  if (!parsed.value) {
    expect(!parsed.error.empty(), "what is no JSON is explained", input);
    return expect_printable(parsed.error, "an explanation can be shown");
  }
  const std::string compact = parsed.value->compact();
  expect(compact.find('\n') == compact.npos, "compact JSON is one line", compact);
  const auto again = experiment::parse_json(compact);
  expect(again.value.has_value(), "JSON that was written can be read", compact);
  expect(again.value->compact() == compact, "JSON is written again as it was", compact);
  const auto of_pretty = experiment::parse_json(parsed.value->pretty());
  expect(of_pretty.value && of_pretty.value->compact() == compact, "JSON for people is the same JSON", compact);
  expect(parsed.value->pretty().ends_with('\n'), "a file ends with a line end");
  expect_printable(compact, "JSON can be shown");
}

}  // namespace fuzz
