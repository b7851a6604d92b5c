#include "page.h"

#include "base/text.h"
#include "table/writer.h"

namespace exp_show {
namespace {

constexpr std::size_t label_width = 12;

}  // namespace

void Page::heading(std::string_view text) {
  if (!text_.empty()) text_ += '\n';
  text_ += colour_ ? "\x1b[1m" + base::printable(text) + "\x1b[m\n" : base::printable(text) + "\n";
}

void Page::field(std::string_view label, std::string_view value) {
  if (value.empty()) return;
  const std::size_t blanks = label.size() < label_width ? label_width - label.size() : 1;
  text_.append(label).append(blanks, ' ').append(base::printable(value)).append("\n");
}

void Page::line(std::string_view text) {
  text_.append(base::printable(text)).append("\n");
}

void Page::table(const table::ListGrid& grid) {
  table::WriteSettings settings;
  settings.width = width_;
  settings.colour = colour_;
  table::write_grid(grid, table::Format::text, settings, [&](std::string_view piece) { text_ += piece; });
}

}  // namespace exp_show
