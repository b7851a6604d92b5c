#include "experiment/liveness.h"
#include "support.h"
#include "targets.h"

namespace fuzz {

void check_owner(std::string_view input) {
  const auto owner = experiment::parse_owner(input);
  if (!owner) return;
  const std::string text = format_owner(*owner);
  const auto again = experiment::parse_owner(text);
  expect(again && format_owner(*again) == text, "an owner is written again as it was", text);
  (void)experiment::find_life(*owner);
}

}  // namespace fuzz
