#include "experiment/epoch_line.h"

#include <strings.h>

#include "base/text.h"

namespace experiment {
namespace {

constexpr std::string_view word = "epoch";
constexpr std::size_t most_digits = 15;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool begins_with_word(std::string_view text) {
  return text.size() >= word.size() && ::strncasecmp(text.data(), word.data(), word.size()) == 0;
}

void skip(std::string_view& text, std::string_view characters) {
  const auto end = text.find_first_not_of(characters);
  text.remove_prefix(end == text.npos ? text.size() : end);
}

/// Takes the digits off the text, and a fraction behind them.
std::optional<std::int64_t> take_number(std::string_view& text) {
  const auto size = std::min(text.find_first_not_of("0123456789"), text.size());
  if (size == 0 || size > most_digits) return std::nullopt;
  const auto number = base::parse_integer(text.substr(0, size));
  text.remove_prefix(size);
  if (text.size() > 1 && text[0] == '.' && text[1] >= '0' && text[1] <= '9') {
    text.remove_prefix(1);
    skip(text, "0123456789");
  }
  return number;
}

/// What stands right behind the word.
std::optional<EpochLine> parse_behind(std::string_view text) {
  constexpr std::string_view between = " \t:=#([\"'";
  const bool is_count = !text.empty() && (text[0] == 's' || text[0] == 'S');
  if (is_count) text.remove_prefix(1);
  if (text.empty() || between.find(text[0]) == between.npos) return std::nullopt;
  skip(text, between);
  const auto number = take_number(text);
  if (!number || (!text.empty() && is_letter(text[0]))) return std::nullopt;
  if (is_count) return EpochLine{{}, number};
  EpochLine line{number, {}};
  skip(text, " \t");
  if (text.starts_with("/") || text.starts_with("of ")) {
    text.remove_prefix(text[0] == '/' ? 1 : 3);
    skip(text, " \t");
    line.epochs = take_number(text);
  }
  return line;
}

}  // namespace

std::optional<EpochLine> parse_epoch_line(std::string_view line) {
  for (std::size_t at = 0; at + word.size() < line.size(); ++at) {
    if ((line[at] | 0x20) != 'e' || !begins_with_word(line.substr(at))) continue;
    if (at > 0 && is_letter(line[at - 1])) continue;
    if (const auto found = parse_behind(line.substr(at + word.size()))) return found;
  }
  return std::nullopt;
}

}  // namespace experiment
