#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace experiment {

/// What a line of output tells of how far training has come.
struct EpochLine {
  std::optional<std::int64_t> epoch;
  std::optional<std::int64_t> epochs;  ///< how many there will be
};

/// "epoch: 3", "Epoch 3/90", "[epoch 3 of 90] loss 0.2", "{'epoch': 1.5, …}" (1), "epochs: 90"; nothing for lines without the word and a
/// number right behind it.
std::optional<EpochLine> parse_epoch_line(std::string_view line);

}  // namespace experiment
