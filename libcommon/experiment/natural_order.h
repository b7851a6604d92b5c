#pragma once

#include <string_view>

namespace experiment {

/// Order as people count: runs of digits by their value ("asr-2" before "asr-10"), everything else bytewise. Texts that
/// differ in leading zeros only are told apart bytewise, so that it is a total order.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace experiment
