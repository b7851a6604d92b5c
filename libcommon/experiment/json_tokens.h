#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

namespace experiment {

/// Bytes behind a document that must be readable, whatever they hold.
inline constexpr std::size_t json_padding = 64;

/// Finds where the tokens of a JSON document begin, by simdjson. Keeps its buffers from one document to the next
/// (those of a large one are given back). One for each thread.
class JsonTokenizer {
 public:
  JsonTokenizer();
  ~JsonTokenizer();
  JsonTokenizer(JsonTokenizer&&) noexcept;
  JsonTokenizer& operator=(JsonTokenizer&&) noexcept;

  /// Offsets of the tokens: of `{}[]:,`, of the quote that begins a string, and of the first byte of everything else
  /// that is no blank. Valid until the next call.
  struct Tokens {
    const std::uint32_t* offsets = nullptr;
    std::size_t count = 0;
  };
  /// No tokens if the text has none, is not UTF-8, or has an open quote or a bare control character in a string.
  /// json_padding bytes behind `text` must be readable.
  Tokens find(std::string_view text);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace experiment
