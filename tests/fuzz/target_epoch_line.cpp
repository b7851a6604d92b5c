#include "experiment/epoch_line.h"
#include "support.h"
#include "targets.h"

namespace fuzz {

void check_epoch_line(std::string_view input) {
  const auto line = experiment::parse_epoch_line(input);
  if (!line) return;
  expect(line->epoch || line->epochs, "what is found tells something", input);
  expect(line->epoch.value_or(0) >= 0 && line->epochs.value_or(0) >= 0, "epochs are counted from 0 on", input);
  const std::string behind = std::string(input) + " .";
  const auto again = experiment::parse_epoch_line(behind);
  expect(again && again->epoch == line->epoch && again->epochs == line->epochs, "what follows changes nothing", input);
}

}  // namespace fuzz
