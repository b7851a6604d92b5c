#include "table/writer.h"

#include "table/writers.h"

namespace table {

std::optional<Format> parse_format(std::string_view word) {
  constexpr std::pair<std::string_view, Format> formats[] = {
      {"csv", Format::csv},       {"tsv", Format::tsv},     {"json", Format::json},
      {"ndjson", Format::ndjson}, {"md", Format::markdown}, {"markdown", Format::markdown},
      {"latex", Format::latex},   {"html", Format::html},   {"text", Format::text}};
  for (const auto& [name, format] : formats)
    if (name == word) return format;
  return std::nullopt;
}

bool is_for_people(Format format) {
  return format == Format::text || format == Format::markdown || format == Format::latex || format == Format::html;
}

WriteResult write_grid(const Grid& grid, Format format, const WriteSettings& settings, const Sink& sink) {
  if (format == Format::text) return write_text(grid, settings, sink);
  if (is_for_people(format))
    write_markup(grid, format, sink);
  else
    write_lines(grid, format, settings, sink);
  return {};
}

}  // namespace table
