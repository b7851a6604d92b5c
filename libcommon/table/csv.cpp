#include "base/text.h"
#include "table/character.h"
#include "table/lines.h"

namespace table {

namespace {

constexpr std::uint8_t needs_quotes = 1;
constexpr std::uint8_t may_be_unreadable = 2;  // NUL (pandas stops there), bytes that are perhaps not UTF-8
constexpr std::uint8_t may_start_formula = 4;
constexpr ByteClasses classes = ByteClasses()
                                    .add("\",\r\n", needs_quotes)
                                    .add("=+-@\t\r", may_start_formula)
                                    .add_range(0, 0, may_be_unreadable)
                                    .add_range(0x80, 0xff, may_be_unreadable);

class CsvFormat final : public LineFormat {
 public:
  CsvFormat(const std::vector<Heading>& headings, bool formula_guard) : guard_(formula_guard) {
    std::vector<Cell> titles;
    for (const Heading& heading : headings) titles.emplace_back(heading.title);
    append(titles, false, head_);
  }

  std::string head() const override { return head_; }

  void append(const std::vector<Cell>& cells, bool, std::string& out) const override {
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (c) out += ',';
      append_field(cells[c].text(), cells.size() == 1, out);
    }
    out += "\r\n";
  }

 private:
  void append_field(std::string_view text, bool is_alone, std::string& out) const {
    const std::uint8_t found = classes.of(text);
    const bool may_be_formula = guard_ && (classes.of(text.substr(0, 1)) & may_start_formula);
    if (!(found & (needs_quotes | may_be_unreadable)) && !may_be_formula && !is_alone) {
      out += text;  // nearly all
      return;
    }
    if (found & may_be_unreadable && (text.find('\0') != text.npos || !base::is_utf8(text)))
      return append_field(make_utf8(text), is_alone, out);
    // An empty line would be no row at all for readers: a lone empty field is quoted.
    const bool is_quoted = found & needs_quotes || (is_alone && text.empty());
    if (is_quoted) out += '"';
    if (may_be_formula && looks_like_formula(text)) out += '\'';
    if (is_quoted)
      append_doubling_quotes(text, out);
    else
      out += text;
    if (is_quoted) out += '"';
  }

  static void append_doubling_quotes(std::string_view text, std::string& out) {
    for (const char c : text) {
      if (c == '"') out += '"';
      out += c;
    }
  }

  bool guard_;
  std::string head_;
};

class TsvFormat final : public LineFormat {
 public:
  TsvFormat(const std::vector<Heading>& headings, bool formula_guard) : guard_(formula_guard) {
    std::vector<Cell> titles;
    for (const Heading& heading : headings) titles.emplace_back(heading.title);
    append(titles, false, head_);
  }

  std::string head() const override { return head_; }

  void append(const std::vector<Cell>& cells, bool, std::string& out) const override {
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (c) out += '\t';
      const std::string_view text = cells[c].text();
      if (guard_ && looks_like_formula(text)) out += '\'';
      if (is_plain_ascii(text) && text.find('\\') == text.npos)
        out += text;
      else
        out += base::printable(base::replace_all(text, "\\", "\\\\"));
    }
    out += '\n';
  }

 private:
  bool guard_;
  std::string head_;
};

}  // namespace

std::unique_ptr<LineFormat> make_csv_format(const std::vector<Heading>& headings, bool formula_guard) {
  return std::make_unique<CsvFormat>(headings, formula_guard);
}

std::unique_ptr<LineFormat> make_tsv_format(const std::vector<Heading>& headings, bool formula_guard) {
  return std::make_unique<TsvFormat>(headings, formula_guard);
}

}  // namespace table
