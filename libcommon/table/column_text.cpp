#include <fmt/format.h>

#include <array>

#include "base/error.h"
#include "base/text.h"
#include "table/column.h"
#include "table/place.h"

namespace table {

namespace {

constexpr std::array<std::pair<std::string_view, Function>, 6> functions{{{"last", Function::last},
                                                                          {"best", Function::best},
                                                                          {"first", Function::first},
                                                                          {"min", Function::min},
                                                                          {"max", Function::max},
                                                                          {"mean", Function::mean}}};

/// Reads the elements of a list of columns or sort keys.
class ListReader {
 public:
  ListReader(std::string_view text, std::string_view what) : text_(text), what_(what) {}

  /// The next element's name and title. After it, at a comma or the end.
  ColumnSpec read_element() {
    ColumnSpec spec;
    spec.name = read_name();
    skip_blanks();
    if (text_.substr(at_, 3) == "as " || text_.substr(at_, 3) == "as\t") {
      at_ += 3;
      skip_blanks();
      spec.title = read_name().text;
      skip_blanks();
    }
    if (at_ < text_.size() && text_[at_] != ',') fail("expected ',' or ' as '");
    return spec;
  }

  /// Steps over a comma; false at the end.
  bool next() {
    if (at_ == text_.size()) return false;
    ++at_;
    return true;
  }

  bool skip(char c) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

 private:
  WrittenName read_name() {
    skip_blanks();
    if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '`')) return read_quoted();
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] != ',' && !at_title()) ++at_;
    WrittenName name{std::string(base::trim(text_.substr(start, at_ - start))), {}, false};
    if (name.text.empty()) fail("expected a name");
    return name;
  }

  WrittenName read_quoted() {
    const char quote = text_[at_];
    const std::size_t start = at_++;
    WrittenName name{{}, {}, true};
    while (at_ < text_.size()) {
      if (text_[at_] == quote) {
        if (text_.substr(at_ + 1, 1) != std::string_view(&quote, 1)) break;
        ++at_;
      }
      name.text += text_[at_++];
    }
    if (at_ == text_.size()) {
      at_ = start;
      fail("a quote is not closed");
    }
    ++at_;
    if (name.text.empty()) fail("expected a name");
    if (at_ < text_.size() && text_[at_] == ':') name.function = read_function();
    return name;
  }

  Function read_function() {
    const std::size_t start = ++at_;
    while (at_ < text_.size() && text_[at_] >= 'a' && text_[at_] <= 'z') ++at_;
    const auto function = parse_function(text_.substr(start, at_ - start));
    if (!function) {
      at_ = start;
      fail("expected one of last, best, first, min, max, mean");
    }
    return *function;
  }

  /// At the blank before `as `.
  bool at_title() const {
    const std::string_view rest = text_.substr(at_, 4);
    return rest.size() == 4 && (rest[0] == ' ' || rest[0] == '\t') && rest.substr(1, 2) == "as" &&
           (rest[3] == ' ' || rest[3] == '\t');
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) ++at_;
  }

  [[noreturn]] void fail(std::string_view reason) const {
    throw base::UserError(
        fmt::format("bad {} {}: {} at character {}", what_, base::quoted(text_), reason, character_number(text_, at_)),
        {"a name with blanks or commas stands in double quotes or backquotes"});
  }

  std::string_view text_;
  std::string_view what_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<Function> parse_function(std::string_view word) {
  for (const auto& [name, function] : functions)
    if (name == word) return function;
  return std::nullopt;
}

std::string_view format_function(Function function) {
  for (const auto& [name, known] : functions)
    if (known == function) return name;
  return {};
}

std::optional<std::pair<std::string, Direction>> parse_direction(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos || colon == 0) return std::nullopt;
  const std::string_view word = text.substr(colon + 1);
  if (word != "min" && word != "max") return std::nullopt;
  return std::pair(std::string(text.substr(0, colon)), word == "min" ? Direction::min : Direction::max);
}

std::vector<ColumnSpec> parse_columns(std::string_view text) {
  ListReader reader(text, "columns");
  std::vector<ColumnSpec> specs;
  do specs.push_back(reader.read_element());
  while (reader.next());
  return specs;
}

std::vector<SortKey> parse_sort(std::string_view text) {
  ListReader reader(text, "sort key");
  std::vector<SortKey> keys;
  do {
    const bool descending = reader.skip('-');
    keys.push_back({reader.read_element().name, descending});
  } while (reader.next());
  return keys;
}

}  // namespace table
