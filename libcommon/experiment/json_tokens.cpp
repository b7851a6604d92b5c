#include "experiment/json_tokens.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>

namespace experiment {
namespace {

constexpr std::size_t smallest_capacity = 1u << 14;
constexpr std::size_t largest_kept_capacity = 1u << 20;

}  // namespace

// The library's first stage alone, which does the work that is worth vector instructions. Its own walkers over the
// tokens are passed by: On-demand costs about twice as much where every value is wanted, and lets faults through where
// values are skipped; DOM refuses NaN.
struct JsonTokenizer::State {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> stage;
  std::size_t capacity = 0;

  /// Room for `size` bytes; but who has met one large document does not keep its buffers for the small ones.
  bool reserve(std::size_t size) {
    const bool is_oversized = capacity > largest_kept_capacity && size < capacity / 4;
    if (size <= capacity && !is_oversized) return true;
    stage.reset();
    capacity = std::max(std::bit_ceil(size), smallest_capacity);
    if (!simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, stage)) return true;
    capacity = 0;
    return false;
  }
};

JsonTokenizer::JsonTokenizer() : state_(std::make_unique<State>()) {}
JsonTokenizer::~JsonTokenizer() = default;
JsonTokenizer::JsonTokenizer(JsonTokenizer&&) noexcept = default;
JsonTokenizer& JsonTokenizer::operator=(JsonTokenizer&&) noexcept = default;

JsonTokenizer::Tokens JsonTokenizer::find(std::string_view text) {
  static_assert(json_padding >= simdjson::SIMDJSON_PADDING);
  if (text.empty() || !state_->reserve(text.size())) return {};
  auto& stage = *state_->stage;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  if (stage.stage1(bytes, text.size(), simdjson::stage1_mode::regular)) return {};
  return {stage.structural_indexes.get(), stage.n_structural_indexes};
}

}  // namespace experiment
