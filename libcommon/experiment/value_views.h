#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// Parameters and metrics as record.h has them, without owning a byte: for reading very many runs.
namespace experiment {

struct ValueView {
  std::string_view text;
  bool is_number = false;
};

struct ParamView {
  std::string_view name;
  ValueView value;
};

/// What is absent means the same as in MetricSummary.
struct HistoryView {
  std::optional<ValueView> first, min, max, mean;
  std::optional<std::int64_t> step, min_step, max_step;
  std::int64_t count = 1;
};

struct MetricView {
  std::string_view name;
  ValueView last;
  const HistoryView* history = nullptr;  ///< null: nothing is known but the value
};

}  // namespace experiment
