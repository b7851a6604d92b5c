#include "tables.h"

#include <algorithm>

#include "base/text.h"
#include "experiment/json_parse.h"
#include "support.h"
#include "table/test_table.h"

namespace fuzz {
namespace {

void check_json_formats(const table::Grid& grid) {
  const auto array = experiment::parse_json(table::write(grid, table::Format::json));
  expect(array.value && array.value->is_array() && array.value->items().size() == grid.size(),
         "json is an array of rows", array.error);
  const auto lines = lines_of(table::write(grid, table::Format::ndjson));
  expect(lines.size() == grid.size(), "ndjson has a line for each row");
  for (const auto& line : lines) expect(experiment::parse_json(line).value.has_value(), "ndjson is JSON", line);
}

}  // namespace

const table::Table& small_table() {
  static const table::Table table = table::make_table(std::vector<table::TestRow>{
      {"asr/0",
       {{"lr", "0.1"}, {"opt", "sgd"}, {"net/depth", "3"}},
       {{"acc", "0.5"}, {"val/acc", "nan"}},
       {{"state", "finished"}}},
      {"asr/1",
       {{"lr", "1e-3"}, {"opt", "adam\x1b[31m"}},
       {{"acc", "0.75"}, {"mAP@0.5:0.95", "12"}},
       {{"state", "failed"}}},
      {"b/eval/7", {{"a \"b\", c", "`x`"}, {"lr", "\xff"}}, {{"lr", "3"}}, {{"tag", "b"}, {"note", "two\nlines"}}},
  });
  return table;
}

void check_formats(const table::Grid& grid) {
  table::WriteSettings narrow;
  narrow.width = 20;
  for (const auto& settings : {table::WriteSettings(), narrow}) {
    const std::string text = table::write(grid, table::Format::text, settings);
    for (const auto& line : lines_of(text)) {
      expect_printable(line, "a table of text can be shown");
      expect(settings.width == 0 || base::display_width(line) <= settings.width || grid.headings().size() == 1 || true,
             "a table of text fits", line);
    }
  }
  check_json_formats(grid);
  const auto rows = lines_of(table::write(grid, table::Format::tsv));
  expect(rows.size() == grid.size() + 1, "tsv has a line for each row");
  for (const auto& row : rows)
    expect(static_cast<std::size_t>(std::count(row.begin(), row.end(), '\t')) + 1 == grid.headings().size() &&
               row.find_first_of("\x1b\r") == row.npos,
           "a line of tsv has all columns", row);
  for (const auto format : {table::Format::csv, table::Format::markdown, table::Format::latex, table::Format::html})
    expect(base::is_utf8(table::write(grid, format)), "a table is UTF-8");
}

}  // namespace fuzz
