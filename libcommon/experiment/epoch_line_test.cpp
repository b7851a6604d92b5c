#include "experiment/epoch_line.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace experiment {
namespace {

std::string describe(std::string_view line) {
  const auto found = parse_epoch_line(line);
  if (!found) return "nothing";
  const auto text = [](const std::optional<std::int64_t>& n) { return n ? std::to_string(*n) : std::string("?"); };
  return text(found->epoch) + "/" + text(found->epochs);
}

TEST(EpochLine, AsProgramsWriteIt) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"epoch: 3", "3/?"},
      {"Epoch 3/90", "3/90"},
      {"Epoch [3/90], Step [100/600], Loss: 0.3", "3/90"},
      {"[epoch 3 of 90] loss 0.2", "3/90"},
      {"Epoch: [12][ 10/391]  Time 0.1", "12/?"},
      {"EPOCH 3 / 90", "3/90"},
      {"{'loss': 0.5, 'epoch': 1.5}", "1/?"},
      {"epoch=7 loss=0.1", "7/?"},
      {"Epoch 00004: val_loss improved", "4/?"},
      {"epochs: 90", "?/90"},
      {"train epoch #5", "5/?"},
      {"best at last_epoch: 3", "nothing"},
      {"epoch", "nothing"},
      {"epoch ", "nothing"},
      {"epoch: x", "nothing"},
      {"an epoch took 3 s", "nothing"},
      {"epoch 3rd", "nothing"},
      {"epoch: 99999999999999999999", "nothing"},
      {"epochal 3, epoch 4", "4/?"},
      {"", "nothing"},
  };
  for (const auto& [line, expected] : cases) EXPECT_EQ(describe(line), expected) << line;
}

}  // namespace
}  // namespace experiment
