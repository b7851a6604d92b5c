#include "base/json.h"
#include "table/character.h"
#include "table/lines.h"

namespace table {

namespace {

class JsonFormat final : public LineFormat {
 public:
  JsonFormat(const std::vector<Heading>& headings, bool as_array) : as_array_(as_array) {
    for (const Heading& heading : headings) {
      const std::string separator = keys_.empty() ? "{" : ",";
      keys_.push_back({separator + base::json_quote(heading.title) + ":", heading.always_text});
    }
  }

  std::string head() const override { return as_array_ ? "[\n" : ""; }
  std::string tail() const override { return as_array_ ? "]\n" : ""; }

  void append(const std::vector<Cell>& cells, bool is_last, std::string& out) const override {
    for (std::size_t c = 0; c < cells.size(); ++c) {
      out += keys_[c].text;
      append_value(cells[c], keys_[c].always_text, out);
    }
    out += as_array_ && !is_last ? "},\n" : "}\n";
  }

 private:
  struct Key {
    std::string text;  // with what stands before it
    bool always_text;
  };

  static void append_value(Cell cell, bool always_text, std::string& out) {
    static constexpr ByteClasses escaped = ByteClasses().add("\"\\", 1).add_range(0, 0x1f, 1).add_range(0x7f, 0xff, 1);
    const std::string_view text = cell.text();
    if (cell.missing()) {
      out += "null";
    } else if (!always_text && base::is_json_number(text)) {
      out += text;
    } else if (!escaped.has_any(text)) {
      out += '"';
      out += text;
      out += '"';
    } else {
      out += base::json_quote(text);
    }
  }

  bool as_array_;
  std::vector<Key> keys_;
};

}  // namespace

std::unique_ptr<LineFormat> make_json_format(const std::vector<Heading>& headings, bool as_array) {
  return std::make_unique<JsonFormat>(headings, as_array);
}

}  // namespace table
