#include "base/text.h"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/utf8.h"

namespace base {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t end; (end = text.find(separator, start)) != text.npos; start = end + 1)
    parts.emplace_back(text.substr(start, end - start));
  parts.emplace_back(text.substr(start));
  return parts;
}

std::vector<std::string> split_words(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  std::vector<std::string> words;
  std::size_t start = text.find_first_not_of(blanks);
  while (start != text.npos) {
    const std::size_t end = text.find_first_of(blanks, start);
    words.emplace_back(text.substr(start, end - start));
    start = text.find_first_not_of(blanks, end);
  }
  return words;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i) text += separator;
    text += parts[i];
  }
  return text;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
  std::string replaced;
  std::size_t start = 0;
  for (std::size_t at; !from.empty() && (at = text.find(from, start)) != text.npos; start = at + from.size()) {
    replaced += text.substr(start, at - start);
    replaced += to;
  }
  replaced += text.substr(start);
  return replaced;
}

std::size_t find_text(std::string_view text, std::string_view part) {
  if (text.size() < part.size() || part.empty()) return text.find(part);
  const void* found = ::memmem(text.data(), text.size(), part.data(), part.size());
  return found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) : text.npos;
}

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::optional<double> parse_number(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty() || text[0] == '+' || text[0] == '-') return std::nullopt;
  double value = 0;
  if (text == "NaN" || text == "nan") {
    value = std::numeric_limits<double>::quiet_NaN();
  } else if (text == "Infinity" || text == "inf" || text == "Inf" || text == "infinity") {
    value = std::numeric_limits<double>::infinity();
  } else {
    if (text[0] != '.' && (text[0] < '0' || text[0] > '9')) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end != text.data() + text.size()) return std::nullopt;
    if (error == std::errc::result_out_of_range)
      value =
          text.find("e-") != text.npos || text.find("E-") != text.npos ? 0.0 : std::numeric_limits<double>::infinity();
    else if (error != std::errc{})
      return std::nullopt;
  }
  return negative ? -value : value;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (!decode_utf8(text, at)) return false;
  return true;
}

std::string printable(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const auto code = decode_utf8(text, at);
    if (!code) {
      safe += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[start]));
      at = start + 1;
    } else if (*code == '\n') {
      safe += "\\n";
    } else if (*code == '\t') {
      safe += "\\t";
    } else if (*code == '\r') {
      safe += "\\r";
    } else if (*code < 0x20 || (*code >= 0x7f && *code < 0xa0)) {
      safe += fmt::format("\\x{:02x}", static_cast<unsigned>(*code));
    } else if (is_direction_override(*code)) {
      safe += fmt::format("\\u{:04x}", static_cast<unsigned>(*code));
    } else {
      safe += text.substr(start, at - start);
    }
  }
  return safe;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const auto code = decode_utf8(text, at);
    if (!code) {
      at = start + 1;
      ++width;
    } else {
      width += code_width(*code);
    }
  }
  return width;
}

std::string fit_width(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  std::size_t used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t next = at;
    const auto code = decode_utf8(text, next);
    if (!code) next = at + 1;
    const std::size_t columns = code ? code_width(*code) : 1;
    if (used + columns > width - 1) break;
    used += columns;
    at = next;
  }
  return std::string(text.substr(0, at)) + "…";
}

std::string shell_quote(std::string_view word) {
  constexpr std::string_view safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
  if (!word.empty() && word.find_first_not_of(safe) == word.npos) return std::string(word);
  return "'" + replace_all(word, "'", "'\\''") + "'";
}

std::string shell_join(const std::vector<std::string>& words) {
  std::vector<std::string> quoted_words;
  quoted_words.reserve(words.size());
  for (const auto& word : words) quoted_words.push_back(shell_quote(word));
  return join(quoted_words, " ");
}

namespace {
constexpr std::string_view base64_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
}

std::string base64(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t block = 0;
    for (std::size_t k = 0; k < 3; ++k) block = block << 8 | (k < n ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) text += k <= n ? base64_alphabet[block >> (18 - 6 * k) & 63] : '=';
  }
  return text;
}

std::optional<std::string> parse_base64(std::string_view text) {
  if (text.size() % 4) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 4) {
    std::uint32_t block = 0;
    std::size_t padding = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const char c = text[i + k];
      const auto digit = base64_alphabet.find(c);
      if (c == '=' && k >= 2 && i + 4 == text.size()) {
        ++padding;
        block <<= 6;
      } else if (digit == base64_alphabet.npos || padding) {
        return std::nullopt;
      } else {
        block = block << 6 | static_cast<std::uint32_t>(digit);
      }
    }
    for (std::size_t k = 0; k < 3 - padding; ++k) bytes += static_cast<char>(block >> (16 - 8 * k) & 255);
  }
  return bytes;
}

bool matches_glob(std::string_view text, std::string_view pattern) {
  return fnmatch(std::string(pattern).c_str(), std::string(text).c_str(), 0) == 0;
}

bool is_glob(std::string_view text) {
  return text.find_first_of("*?[") != text.npos;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), current(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        current[j] = std::min(current[j], before[j - 2] + 1);
    }
    std::swap(before, previous);
    std::swap(previous, current);
  }
  return previous[b.size()];
}

std::vector<std::string> similar_words(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.size() > 200) return {};
  const std::size_t allowed = std::max<std::size_t>(1, word.size() / 3);
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const auto& candidate : candidates) {
    if (candidate.size() > word.size() + allowed || word.size() > candidate.size() + allowed) continue;
    const std::size_t distance = edit_distance(word, candidate);
    if (distance <= allowed) near.emplace_back(distance, candidate);
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  std::vector<std::string> nearest;
  for (std::size_t i = 0; i < near.size() && i < 3; ++i) nearest.push_back(near[i].second);
  return nearest;
}

std::string tab_line(const std::vector<std::string>& fields) {
  const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7f && c != '\\'; };
  std::string line;
  for (const auto& field : fields) {
    if (&field != &fields.front()) line += '\t';
    if (std::all_of(field.begin(), field.end(), is_plain))
      line += field;
    else
      line += printable(replace_all(field, "\\", "\\\\"));
  }
  return line + '\n';
}

std::string count_of(std::size_t n, std::string_view singular, std::string_view plural) {
  return fmt::format("{} {}", n, n == 1 ? singular : plural);
}

}  // namespace base
