#include "experiment/run_word.h"

#include "experiment/known_runs.h"

namespace experiment {
namespace {

constexpr std::size_t uuid_size = 36;

/// Lower-case hexadecimal digits, with dashes where a uuid has them.
bool is_uuid_prefix(std::string_view text) {
  if (text.size() < shortest_uuid_prefix || text.size() > uuid_size) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
    if (dash ? text[i] != '-' : !hex) return false;
  }
  return true;
}

/// "<tag>/<id>-<uuid4+>": split at the dash behind the id, because the prefix itself may hold dashes.
std::optional<RunWord> split_suffix(const std::string& text) {
  const auto slash = text.rfind('/');
  const auto dash = slash == text.npos ? text.npos : text.find('-', slash);
  if (dash == text.npos) return std::nullopt;
  RunWord word;
  word.name = parse_run_name(std::string_view(text).substr(0, dash));
  word.uuid_prefix = text.substr(dash + 1);
  return word.name && is_uuid_prefix(word.uuid_prefix) ? std::optional(word) : std::nullopt;
}

}  // namespace

RunWord read_run_word(const Store& store, const std::string& text) {
  RunWord word;
  word.name = parse_run_name(text);
  if (word.name) return word;
  const bool can_be_tag = !find_tag_name_fault(text);
  if (can_be_tag && find_commit_of_tag(store, text)) {
    word.tag = text;
    return word;
  }
  if (auto suffixed = split_suffix(text)) return *suffixed;
  if (can_be_tag) word.tag = text;  // its tag may be gone, its runs are not
  if (is_uuid_prefix(text)) word.uuid_prefix = text;
  return word;
}

}  // namespace experiment
