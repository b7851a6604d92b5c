#include "experiment/json_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/json.h"
#include "base/text.h"

namespace experiment {
namespace {

constexpr char32_t replacement = 0xfffd;

void append_utf8(char32_t code, std::string& out) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (code >> shift & 0x3f)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | code >> 6);
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0 | code >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0 | code >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

std::optional<char32_t> find_hex4(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return std::nullopt;
  char32_t code = 0;
  for (const char c : text.substr(at, 4)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return std::nullopt;
    code = code << 4 | static_cast<char32_t>(digit);
  }
  return code;
}

/// `at` stands behind `\u` and is moved behind what was used: four digits, or a pair of surrogates.
bool append_unicode_escape(std::string_view content, std::size_t& at, std::string& out) {
  const auto code = find_hex4(content, at);
  if (!code) return false;
  at += 4;
  const bool is_high = *code >= 0xd800 && *code < 0xdc00;
  const bool is_low = *code >= 0xdc00 && *code < 0xe000;
  if (is_high && content.substr(at, 2) == "\\u") {
    const auto low = find_hex4(content, at + 2);
    if (low && *low >= 0xdc00 && *low < 0xe000) {
      at += 6;
      append_utf8(0x10000 + ((*code - 0xd800) << 10) + (*low - 0xdc00), out);
      return true;
    }
  }
  append_utf8(is_high || is_low ? replacement : *code, out);
  return true;
}

constexpr std::string_view blanks = " \t\r\n";

/// Where the first value of a text ends, judged by brackets and quotes alone.
struct Outline {
  bool is_open = false;  ///< the text ends before the value does
  int depth = 0;         ///< the deepest level
  std::size_t end = 0;   ///< behind the value
};

Outline find_outline(std::string_view text) {
  Outline outline;
  int depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string) {
      if (c == '\\')
        ++at;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      outline.depth = std::max(outline.depth, ++depth);
    } else if (c == ']' || c == '}') {
      if (--depth <= 0) {
        outline.end = at + 1;
        return outline;
      }
    }
  }
  outline.end = text.size();
  outline.is_open = in_string || depth > 0;
  return outline;
}

/// Whether the only fault of the bytes is that the last character is not whole.
bool is_cut_character(std::string_view text) {
  std::size_t size = text.size();
  const auto last = [&] { return static_cast<unsigned char>(text[size - 1]); };
  while (size > 0 && text.size() - size < 2 && (last() & 0xc0) == 0x80) --size;
  return size > 0 && last() >= 0xc2 && base::is_utf8(text.substr(0, size - 1));
}

}  // namespace

bool append_unescaped(std::string_view content, std::string& out) {
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  for (std::size_t at = 0; at < content.size();) {
    const std::size_t backslash = content.find('\\', at);
    out += content.substr(at, backslash - at);
    if (backslash == std::string_view::npos) break;
    if (backslash + 1 == content.size()) return false;
    const char letter = content[backslash + 1];
    at = backslash + 2;
    if (letter == 'u') {
      if (!append_unicode_escape(content, at, out)) return false;
      continue;
    }
    const std::size_t index = letters.find(letter);
    if (index == std::string_view::npos) return false;
    out += meanings[index];
  }
  return true;
}

std::optional<std::string_view> find_number(std::string_view token) {
  if (base::is_json_number(token)) return token;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> words{{{"NaN", "NaN"},
                                                                                {"Infinity", "Infinity"},
                                                                                {"-Infinity", "-Infinity"},
                                                                                {"nan", "NaN"},
                                                                                {"-nan", "NaN"},
                                                                                {"inf", "Infinity"},
                                                                                {"-inf", "-Infinity"}}};
  for (const auto& [word, meaning] : words)
    if (token == word) return meaning;
  return std::nullopt;
}

std::string_view without_bom(std::string_view text) {
  return text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text;
}

std::string explain_json_fault(std::string_view text) {
  text = without_bom(text);
  const std::size_t start = text.find_first_not_of(blanks);
  if (start == std::string_view::npos) return "is empty";
  if (!base::is_utf8(text)) return is_cut_character(text) ? "ends in the middle" : "is not UTF-8";
  text.remove_prefix(start);
  const Outline outline = find_outline(text);
  if (outline.depth > deepest_json) return "is nested too deeply";
  if (outline.is_open) return "ends in the middle";
  if (text.find_first_not_of(blanks, outline.end) != std::string_view::npos) return "has more behind its end";
  return "is not JSON";
}

}  // namespace experiment
