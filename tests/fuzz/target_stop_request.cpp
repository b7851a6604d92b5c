#include "experiment/stop_request.h"
#include "support.h"
#include "targets.h"

namespace fuzz {

void check_stop_request(std::string_view input) {
  const auto request = experiment::parse_stop_request(input);
  if (!request) return;
  expect(request->attempt >= 1 && !request->who.empty(), "a request names an attempt and a user", input);
  expect(request->covers(*request), "a request covers itself", input);
  const std::string text = stop_request_to_json(*request).pretty();
  const auto again = experiment::parse_stop_request(text);
  expect(again && stop_request_to_json(*again).pretty() == text, "a request is written again as it was", text);
}

}  // namespace fuzz
