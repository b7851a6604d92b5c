#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace fuzz {

/// Makes inputs out of kept ones by cutting, doubling, joining, flipping and inserting. The same seed gives the same inputs, on
/// every machine.
class Mutator {
 public:
  /// `words` are pieces that the target's grammar knows.
  Mutator(std::vector<std::string> kept, std::vector<std::string> words, std::uint64_t seed);

  std::string next();

  static constexpr std::size_t longest = 1u << 14;

 private:
  std::size_t below(std::size_t limit) { return limit == 0 ? 0 : static_cast<std::size_t>(random_() % limit); }
  const std::string& any(const std::vector<std::string>& texts) { return texts[below(texts.size())]; }
  void change(std::string& text);
  void change_bytes(std::string& text);
  void double_piece(std::string& text);

  std::vector<std::string> kept_, words_;
  std::mt19937_64 random_;
};

}  // namespace fuzz
